/// Reads events and orders, and writes what follows from them, in one transaction per batch.
@NullMarked
package org.popauth.decision.intake;

import org.jspecify.annotations.NullMarked;
