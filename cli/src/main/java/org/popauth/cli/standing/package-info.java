/// Commands that show what stands and why.
@NullMarked
package org.popauth.cli.standing;

import org.jspecify.annotations.NullMarked;
