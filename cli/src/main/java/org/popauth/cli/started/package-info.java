/// Descriptions of the commands that the script itself starts.
@NullMarked
package org.popauth.cli.started;

import org.jspecify.annotations.NullMarked;
