package org.popauth.cli.doctor.facts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The agent of the host.
///
/// @param config its file of settings
/// @param settings of that file
/// @param unit what systemd says: `active`, `inactive`, `failed`
/// @param capabilities effective ones of its process, as bits
/// @param health what its health check says
/// @param files its directory, the directories above, and the tables
/// @param keys that are no complete addresses, by table
/// @param lastEffect when `popauth.log` was last written
/// @param live what its live services answered
/// @param brokers what came of connecting to each
public record Agent(
        String config,
        Seen<Map<String, String>> settings,
        Seen<String> unit,
        Seen<Long> capabilities,
        Seen<Health> health,
        List<FileFact> files,
        Map<String, Seen<List<String>>> keys,
        Optional<Instant> lastEffect,
        List<Contact> live,
        List<Contact> brokers) {

    /// Where the agent keeps its files when nobody says otherwise.
    public static final String STATE_DIRECTORY = "/var/lib/popauth/agent";

    /// What the health check says.
    ///
    /// @param up true when everything is
    /// @param says the reasons when not
    public record Health(boolean up, String says) {}

    /// A service that was asked.
    ///
    /// @param endpoint as in the settings
    /// @param ok true when it answered as it should
    /// @param says what it answered, or why it did not
    public record Contact(String endpoint, boolean ok, String says) {}

    /// True when anything says that there is one.
    public boolean isHere() {
        return !(settings.isMissing() && unit.isMissing() && health.isMissing());
    }

    /// A setting, or what it is when nobody sets it.
    public String setting(String name, String byDefault) {
        return settings.value().map(it -> it.getOrDefault(name, byDefault)).orElse(byDefault);
    }

    /// The directory of the Postfix tables.
    public String tableDirectory() {
        return setting("agent.postfix.directory", setting("agent.state-dir", STATE_DIRECTORY));
    }
}
