package org.popauth.enforcer.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;

/// What became of one decision on this host.
///
/// @param until when it ends; null when it holds no longer
/// @param because the rule and its reason
/// @param observedAt when the last line that led to it was received; null when there is no delay to
///   tell
/// @param detail what went wrong
public record Effect(
        Instant at,
        Measure measure,
        Client client,
        long revision,
        Outcome outcome,
        String backend,
        @Nullable Instant until,
        String because,
        @Nullable Instant observedAt,
        @Nullable String detail) {}
