package org.popauth.enforcer.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.popauth.enforcer.Decisions.START;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import org.popauth.events.Network;

class StandingFileTest {

    @TempDir Path directory;

    private Path path() {
        return directory.resolve("standing");
    }

    private StandingFile file() {
        return new StandingFile(path());
    }

    private static Standing standing(String client, String because, @Nullable String reply) {
        var parsed = Client.parse(client);
        var networks =
                parsed.isExact()
                        ? List.of(parsed.network())
                        : List.of(Network.parse("2001:db8::1"), Network.parse("2001:db8::2"));
        return new Standing(
                parsed, 7, networks, START, START.plusSeconds(60), reply, because, START);
    }

    private void write(Standing... all) throws IOException {
        file().write("mx1", START, to -> List.of(all).forEach(it -> to.accept(Measure.REJECT, it)));
    }

    private List<Standing> read() {
        var all = new ArrayList<Standing>();
        file().read((_, it) -> all.add(it));
        return all;
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        // Given
        write(
                standing("203.0.113.9", "rbl: listed by zen", "554 Go away"),
                standing("2001:db8::/64", "rbl: listed by zen", null),
                standing("2001:db8::5", "rbl: a\nDROP 192.0.2.1 line", null));

        // When
        var all = read();

        // Then
        assertThat(all).hasSize(3).allMatch(Standing::isRemembered);
        var first = all.getFirst();
        assertThat(first.client()).hasToString("203.0.113.9");
        assertThat(first.revision()).isEqualTo(7);
        assertThat(first.from()).isEqualTo(START);
        assertThat(first.until()).isEqualTo(START.plusSeconds(60));
        assertThat(first.reply()).isEqualTo("554 Go away");
        assertThat(first.because()).isEqualTo("rbl: listed by zen");
        assertThat(all.get(1).networks())
                .extracting(Network::toString)
                .containsExactly("2001:db8::1", "2001:db8::2");
    }

    @Test
    void onlyItsOwnerMayReadItAndNothingElseIsLeft() throws IOException {
        // When
        write(standing("203.0.113.9", "rbl: listed", null));
        write(standing("203.0.113.10", "rbl: listed", null));

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(path());
        }
    }

    @Test
    void anyDamageIsNoticedBeforeAnythingIsTold() throws IOException {
        // Given
        write(standing("203.0.113.9", "rbl: listed", null));
        var whole = Files.readAllBytes(path());

        for (int at = 0; at < whole.length; at++) {
            // When
            var changed = whole.clone();
            changed[at] ^= 1;
            Files.write(path(), changed);
            var told = new ArrayList<Standing>();

            // Then
            assertThatThrownBy(() -> file().read((_, it) -> told.add(it)))
                    .as("byte %d", at)
                    .isInstanceOf(DamagedFile.class)
                    .hasMessageContaining(path().toString());
            assertThat(told).isEmpty();
        }
    }

    @Test
    void aFileThatWasCutOffOrGrewIsDamaged() throws IOException {
        // Given
        write(standing("203.0.113.9", "rbl: listed", null));
        var whole = Files.readString(path());

        for (int length = 0; length < whole.length() - 1; length++) {
            Files.writeString(path(), whole.substring(0, length));
            assertThatThrownBy(this::read).isInstanceOf(DamagedFile.class);
        }
        Files.writeString(path(), whole + "DROP 192.0.2.1 1 1 1 0 - -\n", StandardCharsets.UTF_8);
        assertThatThrownBy(this::read).isInstanceOf(DamagedFile.class);
    }

    @Test
    void anotherVersionIsNotRead() throws IOException {
        // Given
        Files.writeString(path(), "popauth-standing 2\nend 0 0\n");

        // Then
        assertThatThrownBy(this::read).hasMessageContaining("begins with 'popauth-standing 2'");
    }
}
