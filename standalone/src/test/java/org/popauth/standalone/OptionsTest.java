package org.popauth.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.standalone.data.DataDirectory;

class OptionsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path temporary;

    private int run(String... arguments) {
        return Standalone.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void anUnknownOptionIsNamedOnOneLine() {
        // When
        int status = run("up", "--nonsense");
        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).startsWith("popauth up: Unknown option: '--nonsense'");
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void anUnknownBackendIsNamedWithThoseThatExist() {
        // When
        int status = run("up", "--enforce", "pf\u001b[31m");
        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "popauth up: --enforce knows no 'pf?[31m'; choose one of dry-run, nftables,"
                                + " iptables, blackhole, none");
    }

    @Test
    void aMissingSourceIsNamed() {
        // When
        int status = run("up", "--source", temporary.resolve("no.log").toString());
        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file " + temporary.resolve("no.log"));
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        // Given
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // When
            int status = run("up", "--port", Integer.toString(other.getLocalPort()));
            // Then
            assertThat(status).isEqualTo(2);
            assertThat(err.toString())
                    .contains("cannot listen on port " + other.getLocalPort())
                    .contains("--port N");
        }
    }

    @Test
    void aDataDirectoryThatIsAFileIsNamed() throws Exception {
        // Given
        var file = Files.writeString(temporary.resolve("file"), "", UTF_8);
        // When
        int status = run("up", "--port", "0", "--data", file.resolve("data").toString());
        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("cannot write to the data directory " + file);
    }

    @Test
    void aDataDirectoryInUseIsNamedWithTheProcess() {
        // Given
        try (var used = DataDirectory.open(temporary.resolve("data"))) {
            // When
            int status = run("up", "--port", "0", "--data", used.root().toString());
            // Then
            assertThat(status).isEqualTo(2);
            assertThat(err.toString())
                    .contains("another popauth runs on the data directory " + used.root())
                    .contains("(process " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void aReplayOfAMissingFileNamesIt() {
        // When
        int status = run("replay", temporary.resolve("old.log").toString());
        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file " + temporary.resolve("old.log"));
    }

    @Test
    void aPackedLogIsNamedWithTheProgramThatUnpacksIt() throws Exception {
        // Given
        var log = temporary.resolve("mail.log.2.gz");
        try (var packed = new GZIPOutputStream(Files.newOutputStream(log))) {
            packed.write("a line\n".getBytes(UTF_8));
        }
        // When
        int status = run("replay", log.toString());
        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString())
                .contains(log + " is packed; unpack it first: gunzip --keep " + log);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replay --zone Mars x.log|not a time zone: 'Mars'; it is like Europe/Berlin, UTC or",
                "up --port x|not a number: 'x'",
                "up --patterns /none.yaml --port 0|popauth up: there is no file /none.yaml",
                "up --address 192.0.2.1 --port 0|--address 192.0.2.1 is no address of this host"
            })
    void whatCannotBeUsedIsSaidInPlainWords(String words, String answer) {
        // When
        int status = run(words.split(" "));
        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains(answer);
    }

    @Test
    void aDirectoryWithAnotherReplayIsLeftAlone() throws Exception {
        // Given
        var log = Files.writeString(temporary.resolve("a.log"), "", UTF_8);
        var keep = Files.createDirectory(temporary.resolve("keep"));
        Files.writeString(keep.resolve("replayed"), "/elsewhere.log\n");
        // When
        int status = run("replay", "--keep", keep.toString(), log.toString());
        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("holds the replay of other files");
    }
}
