package org.popauth.cli.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Seen;

class UserTest {

    private static final Programs PROGRAMS = Programs.ofHost(Duration.ofSeconds(10));

    @TempDir Path folder;
    private Path file;
    private String group;

    @BeforeEach
    void makeAFile() throws Exception {
        file = Files.createFile(folder.resolve("mail.log"));
        group = Files.getAttribute(file, "unix:group").toString();
        mode(folder, "rwxr-xr-x");
    }

    private static void mode(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private boolean mayRead(String user, String... groups) {
        return new User(user, Set.of(groups)).look(file).readable();
    }

    @Test
    void theOwnerTheGroupAndTheOthersHaveBitsOfTheirOwn() throws Exception {
        var owner = Files.getOwner(file).getName();
        mode(file, "rw-r-----");
        assertThat(mayRead(owner)).isTrue();
        assertThat(mayRead("stranger", group)).isTrue();
        assertThat(mayRead("stranger", "others")).isFalse();

        mode(file, "-w----r--");
        assertThat(mayRead(owner)).isFalse();
        assertThat(mayRead("stranger", group)).isFalse();
        assertThat(mayRead("stranger")).isTrue();
    }

    @Test
    void theDirectoriesAboveMustLetThrough() throws Exception {
        mode(file, "rw-r--r--");
        mode(folder, "rwxr-x---");

        assertThat(mayRead("stranger")).isFalse();
        assertThat(mayRead("stranger", group)).isTrue();
    }

    @Test
    void whatIsThereIsTold() throws Exception {
        mode(file, "rw-rw-rw-");

        var fact = new User("x", Set.of()).look(file);

        assertThat(fact.kind()).isEqualTo(FileFact.Kind.FILE);
        assertThat(fact.mode()).isEqualTo(0666);
        assertThat(fact.writableByAll()).isTrue();
        assertThat(new User("x", Set.of()).look(folder).kind()).isEqualTo(FileFact.Kind.DIRECTORY);
        assertThat(new User("x", Set.of()).look(file.resolveSibling("none")).kind())
                .isEqualTo(FileFact.Kind.NONE);
        assertThat(new User("x", Set.of()).look(Path.of("/dev/null")).kind())
                .isEqualTo(FileFact.Kind.OTHER);
    }

    @Test
    void groupsAreThoseOfTheHost() {
        assertThat(User.groupsOf("root", PROGRAMS).value().orElseThrow()).contains("root");
        assertThat(User.groupsOf("no-such-user", PROGRAMS))
                .isEqualTo(Seen.missing("there is no user no-such-user"));
    }
}
