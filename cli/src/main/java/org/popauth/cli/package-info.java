/// The command line program: reads lines, or asks a running instance.
@NullMarked
package org.popauth.cli;

import org.jspecify.annotations.NullMarked;
