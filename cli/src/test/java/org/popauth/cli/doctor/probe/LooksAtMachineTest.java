package org.popauth.cli.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Machine;
import org.popauth.cli.doctor.facts.Seen;

class LooksAtMachineTest {

    @TempDir Path folder;

    private Machine look() {
        var places =
                new Places(Optional.empty(), folder, folder, folder, folder, "popauth", folder);
        var programs = new Programs(List.of(), List.of(folder), folder, Duration.ofSeconds(10));
        return new LooksAtMachine(programs, places)
                .look(
                        Instant.EPOCH,
                        Map.of("tables", folder.resolve("not/yet/there"), "queue", folder));
    }

    @ParameterizedTest
    @CsvSource({
        "timedatectl, echo yes, true",
        "timedatectl, echo no, false",
        "chronyc, echo 'Leap status     : Normal', true",
        "chronyc, echo 'Leap status     : Not synchronised', false",
        "adjtimex, echo '      status: 8193', true",
        "adjtimex, echo '      status: 64', false"
    })
    void whoKnowsOfTheClockIsAsked(String program, String script, boolean synchronised)
            throws Exception {
        var file = Files.writeString(folder.resolve(program), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(look().clockSynchronised()).isEqualTo(Seen.found(synchronised));
    }

    @Test
    void whereNobodyKnowsTheClockIsUnread() {
        assertThat(look().clockSynchronised()).isInstanceOf(Seen.Unread.class);
    }

    @Test
    void theDiskOfADirectoryThatIsNotThereYetIsThatAbove() {
        assertThat(look().disks())
                .allSatisfy(
                        it -> {
                            assertThat(it.path()).isEqualTo(folder.toString());
                            assertThat(it.bytesFree()).isPositive();
                        })
                .hasSize(2);
    }
}
