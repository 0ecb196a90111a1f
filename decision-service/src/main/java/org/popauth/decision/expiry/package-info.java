/// Ends what is over by the clock, and forgets what is old. Never changes what later events decide.
@NullMarked
package org.popauth.decision.expiry;

import org.jspecify.annotations.NullMarked;
