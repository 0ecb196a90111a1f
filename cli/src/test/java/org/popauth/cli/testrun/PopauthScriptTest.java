package org.popauth.cli.testrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script in a copy of the repository that holds nothing else, with a PATH that holds only what
/// a test puts there.
class PopauthScriptTest {

    private static final List<String> TOOLS =
            List.of("bash", "readlink", "dirname", "find", "mkdir", "touch", "tail", "rm", "flock");

    @TempDir Path folder;
    private Path root;
    private FakePath path;
    private Path jdk;

    @BeforeEach
    void copyTheScript() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        path = FakePath.in(folder.resolve("path"), TOOLS);
        jdk = folder.resolve("jvm/jdk-25");
        Files.copy(Repository.root().resolve("popauth"), root.resolve("popauth"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
    }

    @Test
    void withoutAnyJavaItSaysWhichPackagesHaveIt() throws Exception {
        var run = popauth(Map.of());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("needs a JDK 25, and there is none")
                .contains("no Java at all")
                .contains("openjdk-25-jdk-headless", "temurin-25-jdk", "POPAUTH_JAVA_HOME")
                .doesNotContain("http");
    }

    @Test
    void aJavaOfAnotherVersionIsNamed() throws Exception {
        var java17 = makeJava(folder.resolve("jvm/jdk-17"), "17.0.15", true);

        var run = popauth(Map.of("JAVA_HOME", java17.toString()));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("JAVA_HOME: " + java17 + " is Java 17.0.15");
    }

    @Test
    void aJavaWithoutACompilerIsNoJdk() throws Exception {
        makeJava(jdk, "25.0.1", false);

        assertThat(popauth(Map.of()).output()).contains("has no compiler (a JRE, not a JDK)");
    }

    @Test
    void theJavaThatWasAskedForIsTakenOrNone() throws Exception {
        makeJava(jdk, "25.0.1", true);

        var run = popauth(Map.of("POPAUTH_JAVA_HOME", "/no/such"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("POPAUTH_JAVA_HOME: no bin/java in /no/such");
    }

    @Test
    void withoutMavenItSaysWhichPackageHasIt() throws Exception {
        makeJava(jdk, "25.0.1", true);

        var run = popauth(Map.of());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("needs Maven 3.8.7 or later to build, and there is no 'mvn' in PATH")
                .contains("package 'maven'");
    }

    @Test
    void aMavenThatIsTooOldIsNamed() throws Exception {
        makeJava(jdk, "25.0.1", true);
        makeMaven("3.6.3", "exit 1");

        var run = popauth(Map.of());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("needs Maven 3.8.7 or later").contains("is 3.6.3");
    }

    @Test
    void aBuildThatFailsShowsTheEndOfItsLog() throws Exception {
        makeJava(jdk, "25.0.1", true);
        makeMaven("3.8.7", "echo 'BUILD FAILURE because'; exit 1");

        var run = popauth(Map.of());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("building cli (first use")
                .contains(
                        "the build failed; the last lines of " + root + "/target/popauth-build.log")
                .contains("BUILD FAILURE because");
    }

    @Test
    void itBuildsOnceAndAgainWhenASourceChanged() throws Exception {
        makeJava(jdk, "25.0.1", true);
        var jar = root.resolve("cli/target/popauth-cli.jar");
        makeMaven("3.9.9", "mkdir -p " + jar.getParent() + "; touch " + jar);
        var source = root.resolve("mail-log/src/main/java/A.java");
        Files.createDirectories(source.getParent());

        assertThat(popauth(Map.of()).output()).contains("building cli (first use", "java started");
        assertThat(popauth(Map.of()).output()).doesNotContain("building").contains("java started");
        Files.writeString(source, "class A {}");
        assertThat(popauth(Map.of()).output()).contains("building cli (sources changed");
        assertThat(popauth(Map.of()).output()).doesNotContain("building");
        Files.delete(source);
        assertThat(popauth(Map.of()).output()).contains("building cli (sources changed");
    }

    @Test
    void whatIsForbiddenToBuildIsRunAsItIs() throws Exception {
        makeJava(jdk, "25.0.1", true);
        var jar = root.resolve("cli/target/popauth-cli.jar");
        var forbidden = Map.of("POPAUTH_BUILD", "no");

        assertThat(popauth(forbidden).output()).contains("cli is not built, and POPAUTH_BUILD=no");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        assertThat(popauth(forbidden).output()).doesNotContain("building").contains("java started");
    }

    @Test
    void argumentsReachTheProgramFromAnywhereAndThroughALink() throws Exception {
        makeJava(jdk, "25.0.1", true);
        var jar = root.resolve("cli/target/popauth-cli.jar");
        makeMaven("3.9.9", "mkdir -p " + jar.getParent() + "; touch " + jar);
        var link = Files.createSymbolicLink(folder.resolve("link"), root.resolve("popauth"));

        var run = popauth(Map.of(), link.toString(), "explain", "a file", "*");

        assertThat(run.output())
                .contains("-cp " + jar + " org.popauth.cli.Popauth explain a file *|" + folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "replay", "purge", "lab", "test"})
    void helpNeedsTheCommandLineProgramAlone(String command) throws Exception {
        makeJava(jdk, "25.0.1", true);
        var jar = root.resolve("cli/target/popauth-cli.jar");
        makeMaven("3.9.9", "mkdir -p " + jar.getParent() + "; touch " + jar);

        var run = popauth(Map.of(), root + "/popauth", command, "--help");

        assertThat(run.output())
                .contains("building cli ")
                .doesNotContain("building standalone", "building enforcer-agent")
                .contains("org.popauth.cli.Popauth help " + command + "|");
    }

    @Test
    void onlyForLargeLogsTheSecondCompilerIsUsed() throws Exception {
        makeJava(jdk, "25.0.1", true);
        var jar = root.resolve("cli/target/popauth-cli.jar");
        makeMaven("3.9.9", "mkdir -p " + jar.getParent() + "; touch " + jar);
        try (var large = new RandomAccessFile(folder.resolve("-large log").toFile(), "rw")) {
            large.setLength(33L << 20);
        }
        Files.writeString(folder.resolve("small"), "a line");
        var script = root + "/popauth";

        assertThat(popauth(Map.of(), script, "explain", "small").output()).doesNotContain("=4");
        assertThat(popauth(Map.of(), script, "list", "./-large log").output()).doesNotContain("=4");
        assertThat(popauth(Map.of(), script, "explain", "small", "-large log").output())
                .contains(
                        "-XX:TieredStopAtLevel=4 -XX:FreqInlineSize=100 -XX:InlineSmallCode=300 -Xmn16m -cp");
    }

    @Test
    void theServicesBecomeTheProcessItself() throws Exception {
        makeJava(jdk, "25.0.1", true);
        var cliJar = root.resolve("cli/target/popauth-cli.jar");
        var jar = root.resolve("standalone/target/standalone-4.1-runner.jar");
        var folders = "mkdir -p " + jar.getParent() + " " + cliJar.getParent();
        makeMaven("3.9.9", folders + "; touch " + jar + " " + cliJar);

        var run =
                popauth(
                        Map.of("POPAUTH_JAVA_OPTS", "-Da=b -Dc=d"),
                        "-c",
                        "echo pid=$$; exec " + root.resolve("popauth") + " up --port 0");

        assertThat(run.output())
                .contains("building standalone (first use")
                .contains("-Da=b -Dc=d -jar " + jar + " up --port 0");
        var pid = run.output().replaceAll("(?s).*^pid=([0-9]+).*", "$1");
        assertThat(run.output()).contains("as " + pid);
    }

    /// Runs bash with these words, or with the script alone.
    private Command popauth(Map<String, String> more, String... words) throws Exception {
        var environment = new HashMap<>(Map.of("PATH", path.toString()));
        environment.put("POPAUTH_JVM_DIRS", folder.resolve("jvm").toString());
        environment.putAll(more);
        var all = new ArrayList<>(List.of(path.bash()));
        all.addAll(words.length > 0 ? List.of(words) : List.of(root + "/popauth", "version"));
        return Command.run(folder, environment, all);
    }

    private static Path makeJava(Path home, String version, boolean withCompiler)
            throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        FakePath.makeProgram(home.resolve("bin/java"), "echo \"java started: $*|$PWD as $$\"");
        if (withCompiler) {
            FakePath.makeProgram(home.resolve("bin/javac"), "exit 0");
        }
        return home;
    }

    private void makeMaven(String version, String build) throws IOException {
        path.make(
                "mvn",
                "if [[ $1 == -v ]]; then echo 'Apache Maven " + version + "'; exit; fi; " + build);
    }
}
