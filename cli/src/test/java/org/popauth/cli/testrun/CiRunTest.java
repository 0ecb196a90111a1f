package org.popauth.cli.testrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the build server runs, with package tools that only say what they were asked for.
class CiRunTest {

    private static final List<String> TOOLS =
            List.of("bash", "readlink", "dirname", "cat", "tee", "chmod", "rm", "mkdir", "mv");

    @TempDir Path folder;
    private FakePath path;
    private Path script;
    private Path policy;
    private Path syslogNg;

    @BeforeEach
    void copyTheScript() throws IOException {
        policy = folder.resolve("policy-rc.d");
        script = folder.resolve(".ci/run");
        Files.createDirectories(script.getParent());
        var text = Files.readString(Repository.root().resolve(".ci/run"));
        Files.writeString(script, text.replace("/usr/sbin/policy-rc.d", policy.toString()));
        path = FakePath.in(folder.resolve("path"), TOOLS);
        path.make("sudo", "shift; exec \"$@\"");
        path.make("debconf-set-selections", "cat");
        path.make("apt-get", "echo apt-get \"$@\"; [[ -e " + policy + " ]] && echo starts nothing");
        FakePath.makeProgram(folder.resolve("popauth"), "echo popauth \"$@\"; exit 7");
        syslogNg = folder.resolve("target/syslog-ng/syslog-ng");
        Files.createDirectories(syslogNg.getParent());
        FakePath.makeProgram(syslogNg, "exit 0");
    }

    @Test
    void whereAllIsInstalledItOnlyTests() throws Exception {
        installed("true");

        var run = run();

        assertThat(run.output()).isEqualTo("popauth test\n");
        assertThat(run.status()).isEqualTo(7);
    }

    @Test
    void whatIsMissingIsInstalledAndNothingIsStarted() throws Exception {
        installed("[[ $1 != shellcheck ]]");

        var run = run();

        assertThat(run.output())
                .contains("postfix/main_mailer_type select Local only")
                .contains("apt-get update -qq\nstarts nothing\n")
                .contains("--no-install-recommends shellcheck\nstarts nothing\npopauth test\n");
        assertThat(policy).doesNotExist();
    }

    @Test
    void thePolicyOfTheMachineIsLeftAlone() throws Exception {
        installed("false");
        Files.writeString(policy, "the machine's own");

        run();

        assertThat(policy).hasContent("the machine's own");
    }

    @Test
    void anInstallationThatFailsTestsNothingAndLeavesNothing() throws Exception {
        installed("false");
        path.make("apt-get", "echo no network >&2; exit 100");

        var run = run();

        assertThat(run.status()).isEqualTo(100);
        assertThat(run.output()).contains("no network").doesNotContain("popauth test");
        assertThat(policy).doesNotExist();
    }

    @Test
    void syslogNgIsUnpackedBesideRsyslog() throws Exception {
        installed("true");
        Files.delete(syslogNg);
        path.make("apt-get", "echo apt-get \"$@\"; : > one.deb");
        path.make("dpkg-deb", "echo dpkg-deb $1; mkdir -p \"$3/usr/sbin\"");

        var run = run();

        assertThat(run.output())
                .contains("apt-get download -qq syslog-ng-core")
                .contains("dpkg-deb -x\npopauth test\n");
        assertThat(syslogNg).isExecutable();
    }

    @Test
    void whereSyslogNgCannotBeFetchedItTestsNevertheless() throws Exception {
        installed("true");
        Files.delete(syslogNg);
        path.make("apt-get", "exit 100");

        var run = run();

        assertThat(run.output())
                .isEqualTo("no syslog-ng: cannot fetch its packages\npopauth test\n");
        assertThat(run.status()).isEqualTo(7);
    }

    /// @param condition in bash, true when the package `$1` is installed
    private void installed(String condition) throws IOException {
        path.make(
                "dpkg-query",
                "set -- \"${@: -1}\"; if " + condition + "; then echo 'install ok installed'; fi");
    }

    private Command run() throws Exception {
        return Command.run(
                folder, Map.of("PATH", path.toString()), List.of(path.bash(), script.toString()));
    }
}
