package org.popauth.cli.doctor.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The agent of the host.
///
/// @param config its file of settings
/// @param settings of that file
/// @param environment what its unit sets besides
/// @param unit what systemd says: `active`, `inactive`, `failed`
/// @param restore the unit that lets all hold again after a boot
/// @param capabilities effective ones of its process, as bits
/// @param health what its health check says
/// @param files its directory, the directories above, and the tables
/// @param keys that are no complete addresses, by table
/// @param lastEffect when `popauth.log` was last written
/// @param live what its live services answered
/// @param brokers what came of connecting to each
/// @param clock of this host, and of the brokers
public record Agent(
        String config,
        Seen<Map<String, String>> settings,
        Seen<Environment> environment,
        Seen<String> unit,
        Seen<Restore> restore,
        Seen<Long> capabilities,
        Seen<Health> health,
        List<FileFact> files,
        Map<String, Seen<List<String>>> keys,
        Optional<Instant> lastEffect,
        List<Contact> live,
        List<Contact> brokers,
        Seen<BrokerClock> clock) {

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

    /// What the unit sets beside the file of settings.
    ///
    /// @param elsewhere the files that it reads instead of that one
    /// @param names of settings that it sets itself
    public record Environment(Optional<String> elsewhere, Set<String> names) {}

    /// The unit that lets all hold again after a boot.
    ///
    /// @param enabled to be started at boot
    /// @param beforeNetwork true when the network waits for it
    public record Restore(boolean installed, boolean enabled, boolean beforeNetwork) {}

    /// Two clocks.
    ///
    /// @param ahead how far this host's is ahead of the brokers'; less than nothing when behind
    /// @param within how far that may be wrong
    public record BrokerClock(Duration ahead, Duration within) {}

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
