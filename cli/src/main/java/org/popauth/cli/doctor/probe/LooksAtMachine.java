package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Machine;
import org.popauth.cli.doctor.facts.Seen;

/// Looks at the machine: whether its clock is set, whether its disks are full.
record LooksAtMachine(Programs programs, Places places) {

    /// STA_UNSYNC of adjtimex(2).
    private static final int UNSYNCHRONISED = 0x40;

    private static final Pattern STATUS = Pattern.compile("(?m)^\\s*status:\\s*(\\d{1,9})\\b");

    /// @param directories by what they are used for
    Machine look(Instant now, Map<String, Path> directories) {
        var disks = new ArrayList<Machine.Disk>();
        directories.forEach((usedFor, path) -> disk(usedFor, path).ifPresent(disks::add));
        var name = Reading.text(places.system("/proc/sys/kernel/hostname"));
        return new Machine(
                name.value().map(String::strip).orElse("this host"),
                clock(),
                now,
                List.copyOf(disks));
    }

    private Seen<Boolean> clock() {
        return Stream.of(timedatectl(), chrony(), adjtimex())
                .flatMap(Optional::stream)
                .findFirst()
                .map(Seen::found)
                .orElseGet(
                        () ->
                                Seen.unread(
                                        "neither timedatectl, chronyc nor adjtimex can say whether"
                                                + " the clock is set (in a container: see its host)"));
    }

    private Optional<Boolean> timedatectl() {
        return said("timedatectl", "show", "-p", "NTPSynchronized", "--value")
                .map(it -> it.text().strip())
                .filter(it -> it.equals("yes") || it.equals("no"))
                .map("yes"::equals);
    }

    private Optional<Boolean> chrony() {
        return said("chronyc", "-n", "tracking")
                .filter(it -> it.text().contains("Leap status"))
                .map(it -> !it.text().contains("Not synchronised"));
    }

    private Optional<Boolean> adjtimex() {
        return said("adjtimex", "--print")
                .map(it -> STATUS.matcher(it.text()))
                .filter(it -> it.find())
                .map(it -> (Integer.parseInt(it.group(1)) & UNSYNCHRONISED) == 0);
    }

    private Optional<Output> said(String program, String... arguments) {
        return programs.run(program, arguments).value().filter(Output::ok);
    }

    /// Of the directory, or of the one above that is there.
    private static Optional<Machine.Disk> disk(String usedFor, Path directory) {
        @Nullable Path there = directory;
        while (there != null && !Files.isDirectory(there)) {
            there = there.getParent();
        }
        if (there == null) {
            return Optional.empty();
        }
        try {
            var free = Files.getFileStore(there).getUsableSpace();
            return Optional.of(new Machine.Disk(usedFor, there.toString(), free));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
