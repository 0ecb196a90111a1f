package org.popauth.cli.doctor.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.cli.doctor.facts.Seen;

class ProgramsTest {

    @TempDir Path folder;

    private Programs programs(Duration patience) {
        return new Programs(List.of(), List.of(folder), folder, patience);
    }

    private Seen<Output> run(String script, String... arguments) throws IOException {
        return run(Duration.ofSeconds(20), script, arguments);
    }

    private Seen<Output> run(Duration patience, String script, String... arguments)
            throws IOException {
        var program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return programs(patience).run("program", arguments);
    }

    private static Output output(Seen<Output> seen) {
        return seen.value().orElseThrow();
    }

    @Test
    void argumentsAreNotForAShell() throws IOException {
        var said = output(run("printf '%s|' \"$@\"", "a b", "$(id)", "; true"));

        assertThat(said.text()).isEqualTo("a b|$(id)|; true|");
    }

    @Test
    void outputErrorsAndStatusAreKept() throws IOException {
        var said = output(run("echo out; echo bad >&2; echo worse >&2; exit 3"));

        assertThat(said).isEqualTo(new Output("program", 3, "out\n", "bad\nworse\n"));
        assertThat(said.complaint()).isEqualTo("bad; worse");
        assertThat(said.read(Output::text)).isEqualTo(Seen.unread("program says: bad; worse"));
    }

    @Test
    void theEnvironmentIsNotHandedOnAndNothingCanBeRead() throws IOException {
        var said = output(run("echo ${HOME-none} $LC_ALL; cat"));

        assertThat(said.text()).isEqualTo("none C\n");
    }

    @Test
    void whoTakesTooLongIsEnded() throws Exception {
        var said = run(Duration.ofMillis(300), "echo $$ > pid; exec sleep 600");

        assertThat(said).isEqualTo(Seen.unread("program took longer than 0.3 s and was ended"));
        var pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoLeavesSomebodyBehindThatHoldsTheOutputIsNotWaitedFor() throws IOException {
        run(Duration.ofMillis(500), "sleep 600 & echo $! > pid");

        var pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        var leftBehind = ProcessHandle.of(pid).orElseThrow();
        assertThat(leftBehind.isAlive()).isTrue();
        leftBehind.destroyForcibly();
    }

    @Test
    void anEndlessOutputIsCut() throws IOException {
        var said = output(run("head -c 9000000 /dev/zero | tr '\\0' 'x'; echo; echo end"));

        assertThat(said.text()).hasSize(Programs.TEXT_BYTES_MAX).doesNotContain("end");
        assertThat(said.lines()).isEmpty();
    }

    @Test
    void aProgramThatIsNotThereIsMissing() {
        assertThat(programs(Duration.ofSeconds(1)).run("nosuch"))
                .isEqualTo(Seen.missing("nosuch is not installed"));
    }

    @Test
    void whatMayNotBeLookedAtSaysHow() throws IOException {
        var said = output(run("echo 'open x: Permission denied' >&2; exit 1"));

        assertThat(said.isForbidden()).isTrue();
        assertThat(said.read(Output::text))
                .isEqualTo(Seen.unread("program says: open x: Permission denied; run it as root"));
    }
}
