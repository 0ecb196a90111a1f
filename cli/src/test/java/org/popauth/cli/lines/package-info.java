/// Tests of reading lines.
@NullMarked
package org.popauth.cli.lines;

import org.jspecify.annotations.NullMarked;
