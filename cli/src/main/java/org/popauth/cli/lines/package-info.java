/// Lines of log files, packed or not, as bytes.
@NullMarked
package org.popauth.cli.lines;

import org.jspecify.annotations.NullMarked;
