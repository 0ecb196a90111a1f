/// What keeps the service from doing its work, and the alarm of the circuit breaker.
@NullMarked
package org.popauth.decision.health;

import org.jspecify.annotations.NullMarked;
