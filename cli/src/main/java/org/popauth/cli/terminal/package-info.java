/// Where a command writes to, and how it fails.
@NullMarked
package org.popauth.cli.terminal;

import org.jspecify.annotations.NullMarked;
