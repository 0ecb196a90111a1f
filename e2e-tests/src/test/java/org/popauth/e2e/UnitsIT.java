package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `infra/` gives to systemd.
final class UnitsIT {

    private static final String SYSTEMD = "systemd";
    private static final String JAVA = "/usr/lib/jvm/java-25/bin/java";
    private static final Pattern QUOTED =
            Pattern.compile("^# systemd 252: .*exposure level (\\d\\.\\d)");
    private static final Pattern LEVEL = Pattern.compile("exposure level for .*: (\\d+\\.\\d) ");
    private static final double WORST = 2.0;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"popauth-agent", "popauth-restore", "popauth-standalone"})
    void systemdFindsNothingWrongWithAUnit(String unit) throws IOException {
        var analyze = Infra.program("systemd-analyze", SYSTEMD);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var copy = Infra.copy(Infra.file("systemd/" + unit + ".service"), folder, JAVA, java);

        var found = Infra.run(analyze, "verify", "--man=no", copy.toString());

        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"popauth-agent", "popauth-restore", "popauth-standalone"})
    void theExposureLevelOfAUnitIsTheOneItQuotes(String unit) throws IOException {
        // Given
        var analyze = Infra.program("systemd-analyze", SYSTEMD);
        var file = Infra.file("systemd/" + unit + ".service");
        var quoted = QUOTED.matcher(Files.readString(file));
        assertThat(quoted.find()).as("the first line says the level").isTrue();

        // When
        var said = Infra.run(analyze, "security", "--offline=true", "--no-pager", file.toString());

        // Then
        var level = LEVEL.matcher(said);
        assertThat(level.find()).as(said).isTrue();
        assertThat(Double.parseDouble(level.group(1))).isLessThanOrEqualTo(WORST);
        if (Infra.run(analyze, "--version").startsWith("systemd 252 ")) {
            assertThat(level.group(1)).isEqualTo(quoted.group(1));
        }
        assertThat(Infra.text("README.md")).contains("`" + unit + "` | " + quoted.group(1));
    }

    @Test
    void accountsAndDirectoriesAreMadeWithTheirOwners() throws IOException {
        // Given
        var sysusers = Infra.program("systemd-sysusers", SYSTEMD);
        var tmpfiles = Infra.program("systemd-tmpfiles", SYSTEMD);
        var root = "--root=" + Files.createDirectories(folder.resolve("root/etc")).getParent();
        var accounts = Infra.file("sysusers.d/popauth.conf").toString();

        // When
        var planned = Infra.run(sysusers, "--dry-run", root, accounts);
        Infra.run(sysusers, root, accounts);
        var made =
                Infra.run(
                        tmpfiles,
                        root,
                        "--create",
                        Infra.file("tmpfiles.d/popauth.conf").toString());

        // Then
        assertThat(planned).doesNotContain("Failed", "not a valid");
        assertThat(made).isEmpty();
        assertThat(Files.readString(folder.resolve("root/etc/passwd")))
                .containsPattern(
                        "(?m)^popauth:x:\\d+:\\d+:.*:/var/lib/popauth/standalone:.*nologin$")
                .containsPattern("(?m)^popauth-agent:x:\\d+:\\d+:.*:/var/lib/popauth/agent:");
        assertThat(Files.readString(folder.resolve("root/etc/group")))
                .containsPattern("(?m)^adm:x:\\d+:popauth$")
                .containsPattern("(?m)^systemd-journal:x:\\d+:popauth$");
        var pipe = folder.resolve("root/run/popauth/mail.pipe");
        assertThat(Infra.run("stat", "--format=%F %a", pipe.toString())).isEqualTo("fifo 600\n");
        assertThat(folder.resolve("root/var/spool/postfix/popauth")).isDirectory();
    }
}
