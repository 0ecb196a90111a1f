package org.popauth.cli.doctor.facts;

import java.time.Instant;
import java.util.List;

/// The host itself.
///
/// @param clockSynchronised by NTP
public record Machine(String name, Seen<Boolean> clockSynchronised, Instant now, List<Disk> disks) {

    /// A file system.
    ///
    /// @param usedFor what popAuth or Postfix keeps there
    public record Disk(String usedFor, String path, long bytesFree) {}
}
