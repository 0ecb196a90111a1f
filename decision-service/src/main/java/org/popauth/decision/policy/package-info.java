/// What follows from events and orders: the pure core. Reads no clock, no database, no topic.
@NullMarked
package org.popauth.decision.policy;

import org.jspecify.annotations.NullMarked;
