/// Tests of the program as a whole.
@NullMarked
package org.popauth.cli;

import org.jspecify.annotations.NullMarked;
