package org.popauth.ingest.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.popauth.ingest.progress.Fingerprint;
import org.popauth.ingest.progress.Incarnation;

class RotationTest {

    private static final Instant SEEN = Instant.parse("2026-11-23T10:00:00Z");

    private final List<Sibling> siblings = new ArrayList<>();
    private final Map<Path, byte[]> heads = new HashMap<>();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Incarnation file(long inode, String head) {
        return new Incarnation(1, inode, Fingerprint.of(bytes(head)));
    }

    private void has(String name, long inode, long size, int modifiedMinute, String head) {
        var path = Path.of("/log", name);
        siblings.add(
                new Sibling(
                        path,
                        inode,
                        size,
                        SEEN.plusSeconds(60L * modifiedMinute),
                        LogDirectory.role("mail.log", name)));
        heads.put(path, bytes(head));
    }

    private Rotation rotation(Incarnation file, long offset) {
        return Rotation.of(file, offset, SEEN, directory());
    }

    private LogDirectory directory() {
        return new LogDirectory(
                "mail.log",
                siblings,
                (sibling, fingerprint) ->
                        fingerprint.matches(heads.getOrDefault(sibling.path(), new byte[0])));
    }

    private static String name(@Nullable Sibling file) {
        return file == null ? "none" : file.path().getFileName().toString();
    }

    private static List<String> names(List<Sibling> files) {
        return files.stream().map(s -> s.path().getFileName().toString()).toList();
    }

    @Test
    void nothingHappened() {
        // Given
        has("mail.log", 1, 500, 1, "a");
        has("mail.log.1", 9, 900, -60, "z");
        // When
        var rotation = rotation(file(1, "a"), 400);
        // Then
        assertThat(rotation.known()).isEqualTo(siblings.getFirst());
        assertThat(rotation.between()).isEmpty();
        assertThat(rotation.current()).isNull();
    }

    @Test
    void aRenamedFileIsFoundByItsInode() {
        // Given
        has("mail.log", 2, 100, 2, "b");
        has("mail.log.1", 1, 500, 1, "a");
        has("mail.log.2", 9, 900, -60, "z");
        // When
        var rotation = rotation(file(1, "a"), 400);
        // Then
        assertThat(name(rotation.known())).isEqualTo("mail.log.1");
        assertThat(rotation.between()).isEmpty();
        assertThat(name(rotation.current())).isEqualTo("mail.log");
    }

    @Test
    void filesRotatedAfterItAreReadInOrder() {
        // Given times that tell nothing
        has("mail.log", 5, 100, 0, "e");
        has("mail.log.1", 4, 100, 0, "d");
        has("mail.log.2", 3, 100, 0, "c");
        has("mail.log.10", 1, 500, 0, "a");
        has("mail.log.11", 9, 900, 0, "z");
        has("mail.log.9", 2, 100, 0, "b");
        // When
        var rotation = rotation(file(1, "a"), 400);
        // Then
        assertThat(names(rotation.between()))
                .containsExactly("mail.log.9", "mail.log.2", "mail.log.1");
    }

    @Test
    void datesInNamesTellTheOrderToo() {
        // Given
        has("mail.log", 5, 100, 0, "e");
        has("mail.log-20261121", 1, 500, 0, "a");
        has("mail.log-20261123", 3, 100, 0, "c");
        has("mail.log-20261122", 2, 100, 0, "b");
        has("mail.log-20261120", 9, 100, 0, "z");
        // When
        var rotation = rotation(file(1, "a"), 400);
        // Then
        assertThat(names(rotation.between()))
                .containsExactly("mail.log-20261122", "mail.log-20261123");
    }

    @Test
    void aCopyOfATruncatedFileIsFoundByWhatItBeginsWith() {
        // Given
        has("mail.log", 1, 100, 2, "b");
        has("mail.log.1", 7, 500, 1, "a");
        // When
        var rotation = rotation(file(1, "a"), 400);
        // Then
        assertThat(name(rotation.known())).isEqualTo("mail.log.1");
        assertThat(name(rotation.current())).isEqualTo("mail.log");
    }

    @Test
    void aFileThatWasCopiedTruncatedWrittenAndRenamedIsNotTakenForItsCopy() {
        // Given
        has("mail.log", 3, 100, 3, "c");
        has("mail.log.1", 1, 200, 2, "b");
        has("mail.log.2", 7, 500, 1, "a");
        // When
        var rotation = rotation(file(1, "a"), 400);
        // Then
        assertThat(name(rotation.known())).isEqualTo("mail.log.2");
        assertThat(name(rotation.next())).isEqualTo("mail.log.1");
    }

    @Test
    void aFileThatIsShorterThanWhatWasReadIsAnotherOne() {
        // Given
        has("mail.log", 1, 100, 2, "a");
        // When
        var rotation = rotation(file(1, "a"), 400);
        // Then
        assertThat(rotation.known()).isNull();
        assertThat(name(rotation.current())).isEqualTo("mail.log");
    }

    @Test
    void anInodeNumberThatIsUsedAgainIsNoProof() {
        // Given
        has("mail.log", 1, 900, 2, "b");
        // When
        var rotation = rotation(file(1, "a"), 400);
        // Then
        assertThat(rotation.known()).isNull();
    }

    @Test
    void whenTheFileIsLostThoseWrittenSinceAreReadAndCompressedOnesNamed() {
        // Given
        has("mail.log", 5, 100, 5, "e");
        has("mail.log.1", 4, 100, 3, "d");
        has("mail.log.2.gz", 3, 100, 2, "?");
        has("mail.log.3.gz", 2, 100, -60, "?");
        has("mail.log.4", 9, 100, -90, "z");
        // When
        var rotation = rotation(file(1, "a"), 400);
        // Then
        assertThat(rotation.known()).isNull();
        assertThat(names(rotation.between())).containsExactly("mail.log.1");
        assertThat(names(rotation.compressed())).containsExactly("mail.log.2.gz");
    }

    @Test
    void aFileThatWasEmptyIsReadAfterWhatWasRotatedSince() {
        // Given
        has("mail.log", 1, 100, 3, "c");
        has("mail.log.1", 4, 50, 2, "b");
        has("mail.log.2", 3, 50, -1, "a");
        // When
        var rotation = rotation(file(1, ""), 0);
        // Then
        assertThat(rotation.known()).isNull();
        assertThat(names(rotation.between())).containsExactly("mail.log.1");
        assertThat(name(rotation.current())).isEqualTo("mail.log");
    }

    @Test
    void namesOfRotatedFilesAreKnown() {
        for (var name :
                List.of("mail.log.1", "mail.log-20260101", "mail-20260101.log", "mail.log.old")) {
            assertThat(LogDirectory.role("mail.log", name)).isEqualTo(Sibling.Role.ROTATED);
        }
        for (var name : List.of("mail.log.2.gz", "mail.log-20260101.xz", "mail.log.1.zst")) {
            assertThat(LogDirectory.role("mail.log", name)).isEqualTo(Sibling.Role.COMPRESSED);
        }
        for (var name :
                List.of("mail.err", "mail.log.sqlite", "mail", "xmail.log.1", "mail.logs")) {
            assertThat(LogDirectory.role("mail.log", name)).isEqualTo(Sibling.Role.OTHER);
        }
        assertThat(LogDirectory.role("maillog", "maillog-20260101"))
                .isEqualTo(Sibling.Role.ROTATED);
    }
}
