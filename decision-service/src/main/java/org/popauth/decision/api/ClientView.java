package org.popauth.decision.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.MailEvent;

/// All that is known of a client, and why.
///
/// @param client the one that counts: of an IPv6 address its /64
/// @param protectedBy why it is never rejected or dropped; null when it may be
/// @param standing what stands now
/// @param history the last decisions, newest first
/// @param events the last events, newest first
/// @param offences how many of each kind count now
/// @param explanation the answer to why, in sentences
record ClientView(
        Client client,
        @Nullable String protectedBy,
        List<Decision.Made> standing,
        List<Decision> history,
        List<MailEvent> events,
        Map<String, Integer> offences,
        List<String> explanation) {}
