package org.popauth.cli.standing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.MailEvent;

/// All that an instance knows about one client.
///
/// @param protectedBy why nothing is ever decided against it; null when it is not protected
/// @param standing what stands
/// @param history decisions, newest first
/// @param events what mail servers reported, newest first
/// @param offences how many of each kind are in the rules' windows
/// @param explanation the answer to "why", in sentences
record ClientView(
        Client client,
        @Nullable String protectedBy,
        @Nullable List<Decision.Made> standing,
        @Nullable List<Decision> history,
        @Nullable List<MailEvent> events,
        @Nullable Map<String, Long> offences,
        @Nullable List<String> explanation) {

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
