/// Publishes what the database holds for the topics.
@NullMarked
package org.popauth.decision.outbox;

import org.jspecify.annotations.NullMarked;
