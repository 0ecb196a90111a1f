package org.popauth.decision.store;

import java.time.Instant;

/// A scope and a minute, as a key in the database.
record TallyKey(String scope, Instant minute) {}
