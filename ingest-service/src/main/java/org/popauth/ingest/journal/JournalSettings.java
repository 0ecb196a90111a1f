package org.popauth.ingest.journal;

import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The settings of a source that holds entries of the systemd journal.
public interface JournalSettings {

    /// The numbers of the users whose entries are believed, e.g. `0-999,5000`.
    @WithDefault(Senders.SYSTEM_USERS)
    String uids();

    /// The units whose entries are believed, a template as `postfix@`; all if not set.
    Optional<Set<String>> units();

    /// What `journalctl` is to select, e.g. `SYSLOG_FACILITY=2,SYSLOG_FACILITY=16`.
    @WithDefault("SYSLOG_FACILITY=2")
    List<String> matches();

    /// Whose entries are believed.
    ///
    /// @throws IllegalArgumentException when `uids` is no list of numbers and ranges
    static Senders senders(JournalSettings settings) {
        return new Senders(UidRange.parse(settings.uids()), settings.units().orElse(Set.of()));
    }
}
