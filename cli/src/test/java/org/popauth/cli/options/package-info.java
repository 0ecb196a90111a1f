/// Tests of values and options.
@NullMarked
package org.popauth.cli.options;

import org.jspecify.annotations.NullMarked;
