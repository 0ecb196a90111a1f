/// The REST API: what stands, why, and orders.
@NullMarked
package org.popauth.decision.api;

import org.jspecify.annotations.NullMarked;
