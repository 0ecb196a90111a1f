/// Tests of reading lines.
@NullMarked
package org.popauth.cli.explain;

import org.jspecify.annotations.NullMarked;
