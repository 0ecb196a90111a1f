package org.popauth.decision.policy;

import java.util.function.LongSupplier;

/// What the policy needs beside a client's own state.
///
/// @param guard who is never rejected or dropped
/// @param breaker holds measures back when there are too many
/// @param revisions gives the next revision; each is larger than the last
public record Surroundings(Guard guard, Breaker breaker, LongSupplier revisions) {}
