/// The file in which a host remembers what stands, for the time after a restart.
@NullMarked
package org.popauth.enforcer.standing;

import org.jspecify.annotations.NullMarked;
