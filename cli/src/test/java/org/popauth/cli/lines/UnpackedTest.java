package org.popauth.cli.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.popauth.cli.terminal.CommandFailed;

class UnpackedTest {

    @Test
    void whatIsNotPackedStaysAsItIs() throws IOException {
        for (var text : new String[] {"", "a", "Mar  1 10:00:00 mx1 x: y\n", "BZ", "7z"}) {
            assertThat(unpacked(bytes(text))).isEqualTo(bytes(text));
        }
    }

    @Test
    void whatGzipPackedIsUnpacked() throws IOException {
        assertThat(unpacked(gzip("one\ntwo\n"))).isEqualTo(bytes("one\ntwo\n"));
    }

    @Test
    void allMembersOfAFileAreReadAlsoFromAPipe() throws IOException {
        // Given
        var both = new ByteArrayOutputStream();
        both.write(gzip("one\n"));
        both.write(gzip("two\n"));
        var pipe =
                new ByteArrayInputStream(both.toByteArray()) {
                    @Override
                    public synchronized int available() {
                        return 0;
                    }

                    @Override
                    public synchronized int read(byte[] buffer, int from, int length) {
                        return super.read(buffer, from, Math.min(length, 1));
                    }
                };
        // When
        var unpacked = Unpacked.of(pipe, "-").readAllBytes();
        // Then
        assertThat(unpacked).isEqualTo(bytes("one\ntwo\n"));
    }

    @Test
    void aFileThatIsCutGivesWhatIsThereAndThenFails() throws IOException {
        // Given
        var whole = gzip("one\n".repeat(100_000));
        var half = new ByteArrayInputStream(Arrays.copyOf(whole, whole.length / 2));
        // When
        var in = Unpacked.of(half, "mail.log.gz");
        // Then
        assertThat(in.readNBytes(8)).isEqualTo(bytes("one\none\n"));
        assertThatThrownBy(in::readAllBytes).isInstanceOf(EOFException.class);
    }

    @Test
    void otherProgramsThatPackAreNamedWithTheWayOut() {
        var xz = new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 4};
        var zstd = new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0};

        assertThatThrownBy(() -> unpacked(xz))
                .isInstanceOf(CommandFailed.class)
                .hasMessage(
                        "mail.log is packed by xz, which is not read here; unpack it on the way:"
                                + " xz -dc mail.log | popauth explain");
        assertThatThrownBy(() -> unpacked(zstd)).hasMessageContaining("packed by zstd");
        assertThatThrownBy(() -> unpacked(bytes("BZh91AY"))).hasMessageContaining("bzip2 -dc");
    }

    @Test
    void aLogInUtf16IsToldInOneSentenceWithTheWayOut() {
        // Given
        var line = "Mar  1 10:00:00 mx1 x: y\r\n";
        // When, Then
        assertThatThrownBy(() -> unpacked(("\ufeff" + line).getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(CommandFailed.class)
                .hasMessage(
                        "mail.log is written in UTF-16, which is not read here; turn it into UTF-8 on"
                                + " the way: iconv -f UTF-16 -t UTF-8 mail.log | popauth explain");
        assertThatThrownBy(() -> unpacked(("\ufeff" + line).getBytes(StandardCharsets.UTF_16BE)))
                .hasMessageContaining("written in UTF-16");
    }

    private static byte[] unpacked(byte[] bytes) throws IOException {
        return Unpacked.of(new ByteArrayInputStream(bytes), "mail.log").readAllBytes();
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes(text));
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
