package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.popauth.cli.doctor.facts.Machine;

/// The machine: clock and disks.
final class HostChecks {

    private static final long BYTES_SCARCE = 500_000_000;
    private static final long BYTES_FULL = 50_000_000;

    private HostChecks() {}

    static List<Finding> of(Machine machine) {
        var findings = new ArrayList<Finding>();
        findings.add(
                Finding.seen(
                        Area.host,
                        "clock",
                        machine.clockSynchronised(),
                        HostChecks::clock,
                        why -> Finding.warning(Area.host, "clock", why)));
        machine.disks().forEach(it -> findings.add(disk(it)));
        return findings;
    }

    private static Finding clock(boolean synchronised) {
        return synchronised
                ? Finding.ok(Area.host, "clock", "the clock is set by NTP")
                : Finding.warning(
                        Area.host,
                        "clock",
                        "the clock is not set by NTP: grants and bans end early or late; install"
                                + " systemd-timesyncd or chrony");
    }

    private static Finding disk(Machine.Disk disk) {
        var says =
                String.format(
                        Locale.ROOT,
                        "%d MB free in %s (%s)",
                        disk.bytesFree() / 1_000_000,
                        disk.path(),
                        disk.usedFor());
        if (disk.bytesFree() < BYTES_FULL) {
            return Finding.wrong(Area.host, "disk", says);
        }
        return disk.bytesFree() < BYTES_SCARCE
                ? Finding.warning(Area.host, "disk", says)
                : Finding.ok(Area.host, "disk", says);
    }
}
