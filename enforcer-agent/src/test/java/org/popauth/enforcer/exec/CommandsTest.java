package org.popauth.enforcer.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final Path SH = Path.of("/bin/sh");
    private static final Path CAT = Path.of("/bin/cat");

    private final Commands commands = new Commands(Duration.ofSeconds(20));

    @Test
    void aProgramReadsItsInputAndItsOutputIsKept() {
        // When
        var finished = commands.run(Stdin.of("hello\n"), CAT);

        // Then
        assertThat(finished.orThrow()).isEqualTo("hello\n");
    }

    @Test
    void muchInputAndMuchOutputDoNotBlockEachOther() {
        // Given
        var text = "0123456789abcdef\n".repeat(200_000);

        // When
        var finished = commands.run(Stdin.of(text), CAT);

        // Then
        assertThat(finished.orThrow()).hasSize(text.length());
    }

    @Test
    void whatIsTooMuchIsCut() {
        // When
        var finished = commands.run(Stdin.EMPTY, SH, "-c", "head -c 9000000 /dev/zero");

        // Then
        assertThat(finished.orThrow()).hasSize(Stdout.TEXT_BYTES_MAX);
    }

    @Test
    void aFailureSaysWhichProgramAndWhatItSaid() {
        // When
        var finished = commands.run(Stdin.EMPTY, SH, "-c", "echo no such table >&2; exit 3");

        // Then
        assertThatThrownBy(finished::orThrow)
                .isInstanceOf(CommandFailed.class)
                .hasMessage("/bin/sh ended with 3: no such table");
    }

    @Test
    void aMissingPrivilegeComesWithAdvice() {
        // When
        var finished =
                commands.run(Stdin.EMPTY, SH, "-c", "echo Operation not permitted >&2; exit 1");

        // Then
        assertThatThrownBy(finished::orThrow).hasMessageContaining("CAP_NET_ADMIN");
    }

    @Test
    void aProgramThatHangsIsEnded() {
        // Given
        var impatient = new Commands(Duration.ofMillis(200));

        // Then
        assertThatThrownBy(() -> impatient.run(Stdin.EMPTY, Path.of("/bin/sleep"), "30"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("/bin/sleep took longer than");
    }

    @Test
    void aProgramThatIsMissingIsNamed() {
        assertThatThrownBy(() -> commands.run(Stdin.EMPTY, Path.of("/nonexistent/nft")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("cannot run /nonexistent/nft")
                .hasMessageContaining("agent.commands");
    }

    @Test
    void onlyAbsolutePathsAreRun() {
        assertThatThrownBy(() -> commands.run(Stdin.EMPTY, Path.of("nft")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("absolute");
    }

    @Test
    void argumentsAreNotReadByAShell() {
        // When
        var finished = commands.run(Stdin.EMPTY, Path.of("/bin/echo"), "$(id); `id` ; |");

        // Then
        assertThat(finished.orThrow()).isEqualTo("$(id); `id` ; |\n");
    }

    @Test
    void theEnvironmentIsNotHandedOn() {
        // When
        var finished = commands.run(Stdin.EMPTY, Path.of("/usr/bin/env"));

        // Then
        assertThat(finished.orThrow().lines())
                .containsExactlyInAnyOrder("LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin");
    }
}
