/// What the agent tells: enforcements, state reports, dead letters.
@NullMarked
package org.popauth.enforcer.outgoing;

import org.jspecify.annotations.NullMarked;
