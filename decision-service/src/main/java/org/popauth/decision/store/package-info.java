/// What the service keeps in PostgreSQL, schema `decision`. Entities stay in here; others see
/// values of the contract and of the policy. Everything but queries runs inside a transaction.
@NullMarked
package org.popauth.decision.store;

import org.jspecify.annotations.NullMarked;
