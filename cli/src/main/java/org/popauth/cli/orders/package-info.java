/// Commands that change what stands.
@NullMarked
package org.popauth.cli.orders;

import org.jspecify.annotations.NullMarked;
