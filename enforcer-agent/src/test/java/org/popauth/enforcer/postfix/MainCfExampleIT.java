package org.popauth.enforcer.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.enforcer.exec.Stdout;
import org.popauth.enforcer.firewall.Namespace;
import org.popauth.enforcer.live.PostfixOfTest;
import org.popauth.events.Measure;

/// infra/postfix/main.cf.example as it is, below the main.cf of a real Postfix.
class MainCfExampleIT {

    private static final Path INFRA = Path.of("../infra/postfix").toAbsolutePath().normalize();
    private static final Path DATA = INFRA.resolve("data");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String CLIENT = "203.0.113.9";
    private static final String OTHER = "203.0.113.90";
    private static final String KNOWN = "198.51.100.77";
    private static final String PC = "pc.example.net";
    private static final String OURS = "ann@example.org";
    private static final String THEIRS = "ann@example.net";
    private static final String DENIED = "Relay access denied";
    private static final String NO_ACCESS = "Access denied";
    private static final String NO_RELAY_LIST = "smtpd_relay_restrictions =";
    private static final String FORGED =
            "Helo command rejected: Your machine is not part of this network. Forgery is not"
                    + " tolerated here.";

    @TempDir Path directory;

    private @Nullable Namespace opened;
    private @Nullable PostfixOfTest started;

    @BeforeEach
    void open() {
        opened = Namespace.open(PostfixOfTest.POSTFIX, Path.of("/usr/bin/python3"));
        List.of(CLIENT, OTHER, KNOWN).forEach(it -> opened.addAddress(it + "/32"));
    }

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
        }
        if (opened != null) {
            opened.close();
        }
    }

    private PostfixOfTest start(String example) throws IOException {
        started = new PostfixOfTest(Objects.requireNonNull(opened), directory, example);
        return started;
    }

    /// The example, with the places of this test.
    private String example() throws IOException {
        return Files.readString(INFRA.resolve("main.cf.example"))
                .replace("lmdb:/var/lib/popauth/agent", "hash:" + directory)
                .replace("/etc/postfix/data", DATA.toString());
    }

    private TableHost table(Measure measure, String name) {
        var config = Objects.requireNonNull(started).config();
        return new TableHost(measure, directory.resolve(name), config).ready();
    }

    private String mailFrom(String client, String recipient) throws IOException {
        try (var session = Objects.requireNonNull(started).session(client)) {
            var said = session.mailTo(recipient);
            session.say("QUIT");
            return said;
        }
    }

    /// Makes the two tables of the agent from the files that are there for a first time.
    private void firstTables(String grants, String rejects) throws IOException {
        for (var name : List.of("popauth_checks", "rbl_cache")) {
            var added = name.equals("rbl_cache") ? rejects : grants;
            var file = directory.resolve(name);
            Files.writeString(file, Files.readString(DATA.resolve(name)) + added);
            postmap("hash:" + file);
        }
    }

    /// Runs postmap with defaults only, whatever this machine's main.cf says.
    private String postmap(String... arguments) throws IOException {
        var bare = Files.createDirectories(directory.resolve("bare"));
        Files.writeString(bare.resolve("main.cf"), "compatibility_level = 3.6\n");
        var words = Stream.concat(Stream.of("-c", bare.toString()), Stream.of(arguments));
        var ended =
                new Commands(Duration.ofSeconds(20))
                        .run(
                                Stdin.EMPTY,
                                Stdout.TEXT,
                                TableHost.POSTMAP,
                                words.toArray(String[]::new));
        assertThat(ended.errors()).isEmpty();
        return ended.orThrow();
    }

    /// What Postfix says at last to one mail.
    private String mail(String client, String helo, String sender, String recipient)
            throws IOException {
        try (var session = Objects.requireNonNull(started).ungreeted(client)) {
            session.say("EHLO " + helo);
            session.say("MAIL FROM:<" + sender + ">");
            var said = session.say("RCPT TO:<" + recipient + ">");
            session.say("QUIT");
            return said;
        }
    }

    private String helo(String client, String helo) throws IOException {
        return mail(client, helo, "x@example.com", OURS);
    }

    private String sender(String client, String sender) throws IOException {
        return mail(client, PC, sender, OURS);
    }

    private String recipient(String client, String recipient) throws IOException {
        return mail(client, PC, "x@example.com", recipient);
    }

    @Test
    void postfixFindsNothingWrongWithIt() throws IOException {
        // Given
        var postfix = start(example());

        // When
        postfix.check();
        var listed =
                new Commands(Duration.ofSeconds(20))
                        .run(
                                Stdin.EMPTY,
                                Stdout.TEXT,
                                TableHost.POSTCONF,
                                "-c",
                                postfix.config().toString(),
                                "-n");

        // Then
        assertThat(listed.errors()).isEmpty();
        assertThat(listed.orThrow())
                .contains("smtpd_relay_restrictions = permit_mynetworks")
                .contains("check_client_access $popauth_tables/popauth_checks");
    }

    @Test
    void strangersAreRefusedGrantedClientsRelayAndListedOnesAreToldSo() throws IOException {
        // Given
        start(example());
        var grants = table(Measure.RELAY, "popauth_checks");
        var rejects = table(Measure.REJECT, "rbl_cache");
        var before = mailFrom(CLIENT, "ann@example.net");
        var local = mailFrom(CLIENT, "ann@example.org");

        // When
        rejects.decided(made(Measure.REJECT, CLIENT, 1, START, HOUR));
        var listed = mailFrom(CLIENT, "ann@example.org");
        grants.decided(made(Measure.RELAY, CLIENT, 1, START, HOUR));
        var granted = mailFrom(CLIENT, "ann@example.net");
        rejects.decided(withdrawn(Measure.REJECT, CLIENT, 2, START));
        grants.decided(withdrawn(Measure.RELAY, CLIENT, 2, START));
        var after = mailFrom(CLIENT, "ann@example.net");

        // Then
        assertThat(List.of(before, after)).allMatch(it -> it.contains(DENIED));
        assertThat(local).startsWith("250 ");
        assertThat(listed).startsWith("554 ").contains("has been blacklisted");
        assertThat(granted).startsWith("250 ");
    }

    @Test
    void theLinesForLiveAnswersLetMailFlowWithoutTheAgentAndTheTableHoldsTheGrant()
            throws IOException {
        // Given
        var example = example();
        var relay = serviceLine(example, "DUNNO }");
        var reject = serviceLine(example, "policy_context=rbl_cache }");
        var live =
                example.replace(table("popauth_checks"), relay + table("popauth_checks"))
                        .replace(table("rbl_cache"), reject + table("rbl_cache"));
        var postfix = start(live);
        postfix.check();
        var grants = table(Measure.RELAY, "popauth_checks");
        table(Measure.REJECT, "rbl_cache");

        // When
        var local = mailFrom(CLIENT, "ann@example.org");
        var stranger = mailFrom(CLIENT, "ann@example.net");
        grants.decided(made(Measure.RELAY, CLIENT, 1, START, HOUR));
        var granted = mailFrom(CLIENT, "ann@example.net");

        // Then
        assertThat(postfix.log()).contains("popauth/policy");
        assertThat(local).startsWith("250 ");
        assertThat(stranger).contains(DENIED);
        assertThat(granted).startsWith("250 ");
    }

    @Test
    void postmapTakesEachListAsTexthashAndAsHash() throws IOException {
        for (var name : List.of("freemail_checks", "sender_checks", "helo_checks")) {
            // Given
            var copy = Files.copy(DATA.resolve(name), directory.resolve(name));
            var key = Files.readAllLines(copy).getLast().split("\\s+")[0];

            // When
            postmap("hash:" + copy);

            // Then
            assertThat(postmap("-q", key, "hash:" + copy))
                    .isNotBlank()
                    .isEqualTo(postmap("-q", key, "texthash:" + copy));
        }
    }

    @Test
    void theFirstTablesAreEmptyAndLetMailFlowBeforeThereIsAnAgent() throws IOException {
        // Given
        firstTables("", "");
        start(example()).check();

        // Then
        assertThat(postmap("-s", "hash:" + directory.resolve("popauth_checks"))).isEmpty();
        assertThat(postmap("-s", "hash:" + directory.resolve("rbl_cache"))).isEmpty();
        assertThat(recipient(CLIENT, OURS)).startsWith("250 ");
        assertThat(recipient(CLIENT, THEIRS)).startsWith("554 ").contains(DENIED);
    }

    @Test
    void whoStandsInPopauthChecksRelaysAndIsAskedNothingElse() throws IOException {
        // Given
        firstTables(sample("popauth_checks"), "");
        start(example());

        // Then
        assertThat(recipient(CLIENT, THEIRS)).startsWith("250 ");
        assertThat(recipient(OTHER, THEIRS)).contains(DENIED);
        assertThat(helo(CLIENT, "mx1.example.org")).startsWith("250 ");
        assertThat(sender(CLIENT, "x@freemail.example")).startsWith("250 ");
        assertThat(recipient(CLIENT, "0123456789abcdef@example.org")).startsWith("250 ");
    }

    @Test
    void whoStandsInRblCacheIsToldSoUnlessHeHasLoggedIn() throws IOException {
        // Given
        var line = sample("rbl_cache").replace("203.0.113.66", CLIENT);
        firstTables("", line + line.replace(CLIENT, OTHER));
        start(example());

        // When
        var listed = recipient(CLIENT, OURS);
        Files.writeString(directory.resolve("popauth_checks"), OTHER + " OK\n");
        postmap("hash:" + directory.resolve("popauth_checks"));

        // Then
        assertThat(listed)
                .startsWith("554 5.7.1 <unknown[" + CLIENT + "]>: Client host rejected: Your IP")
                .contains("blacklisted by zen.example.net. Visit their website or write");
        assertThat(recipient(OTHER, THEIRS)).startsWith("250 ");
        assertThat(recipient(KNOWN, OURS)).startsWith("250 ");
    }

    @Test
    void nobodyElseMayGreetWithOurNamesAndAddresses() throws IOException {
        // Given
        firstTables("", "");
        var postfix = start(example());
        var ours = List.of("MX1.example.org", "in.example.org", "[192.0.2.11]", "localhost");

        // Then
        for (var name : ours) {
            assertThat(helo(CLIENT, name)).startsWith("554 5.7.1 <" + name + ">: ");
            await().untilAsserted( // Postfix writes its log after it has answered
                            () ->
                                    assertThat(postfix.log())
                                            .contains(
                                                    "<"
                                                            + name
                                                            + ">: "
                                                            + FORGED
                                                            + "; from=<x@example.com>"));
        }
        assertThat(helo(CLIENT, PC)).startsWith("250 ");
    }

    @Test
    void aRefusedHeloCannotBeIgnoredWithoutDelayEither() throws IOException {
        // Given
        firstTables("", "");
        var example = example().replace("delay_reject = yes", "delay_reject = no");
        var postfix = start(example);

        // When
        String greeted;
        String mail;
        try (var session = postfix.ungreeted(CLIENT)) {
            greeted = session.say("EHLO mx1.example.org");
            mail = session.say("MAIL FROM:<x@example.com>");
        }

        // Then
        assertThat(greeted).startsWith("554 ").contains(FORGED);
        assertThat(mail).startsWith("503 ");
    }

    @Test
    void aFreeProvidersSenderIsTakenFromItsOwnClientsOnly() throws IOException {
        // Given
        firstTables("", "");
        start(example());

        // Then
        for (var forged : List.of("x@freemail.example", "x@in.webmail.example.net")) {
            assertThat(sender(CLIENT, forged))
                    .startsWith("554 5.7.1 <" + forged + ">: Sender address rejected: ")
                    .contains(NO_ACCESS);
            assertThat(sender(KNOWN, forged)).startsWith("250 ");
        }
        assertThat(sender(CLIENT, "x@notfreemail.example")).startsWith("250 ");
        assertThat(sender(CLIENT, "")).startsWith("250 ");
    }

    @Test
    void addressesThatOnlyAListKnowsAreRefusedAndNoOthers() throws IOException {
        // Given
        firstTables("", "");
        start(example() + "relay_domains = domain1.example\n");

        // Then
        for (var known : List.of("info@domain1.example", "0123456789abcdef@example.org")) {
            assertThat(recipient(CLIENT, known))
                    .startsWith("554 5.7.1 <" + known + ">: Recipient address rejected: ")
                    .contains(NO_ACCESS);
        }
        assertThat(recipient(CLIENT, "informant@domain1.example")).startsWith("250 ");
        assertThat(recipient(CLIENT, "0123456789abcdef0@example.org")).startsWith("250 ");
    }

    @Test
    void theFormBeforePostfix210DoesTheSameWithoutRelayRestrictions() throws IOException {
        // Given
        firstTables(sample("popauth_checks"), "");
        var postfix = start(olderForm(example()));
        postfix.check();

        // Then
        assertThat(recipient(CLIENT, THEIRS)).startsWith("250 ");
        assertThat(recipient(OTHER, THEIRS)).startsWith("554 ").contains(DENIED);
        assertThat(recipient(OTHER, OURS)).startsWith("250 ");
        assertThat(recipient(OTHER, "0123456789abcdef@example.org")).contains(NO_ACCESS);
    }

    /// The example with the block for old versions in use. An empty smtpd_relay_restrictions is
    /// what such a version has.
    private static String olderForm(String example) {
        var parts = example.split("# --- Before Postfix 2.10[^\n]*\n#\n", 2);
        var older =
                parts[1].lines()
                        .takeWhile(it -> !it.isEmpty())
                        .map(it -> it.replaceFirst("^# ", ""))
                        .collect(Collectors.joining("\n", "", "\n"));
        return parts[0].replaceFirst("(?m)^smtpd_relay_restrictions =(\n +.*)+", NO_RELAY_LIST)
                        .replaceFirst("(?m)^smtpd_recipient_restrictions =(\n +.*)+", "")
                + older;
    }

    /// The first line that a file shows as an example.
    private static String sample(String name) throws IOException {
        return Files.readString(DATA.resolve(name))
                        .lines()
                        .filter(it -> it.matches("# {3}[0-9].*"))
                        .findFirst()
                        .orElseThrow()
                        .replaceFirst("^# +", "")
                + "\n";
    }

    private static String table(String name) {
        return "    check_client_access $popauth_tables/" + name;
    }

    /// A line of the example that is commented out.
    private static String serviceLine(String example, String end) {
        return example.lines()
                        .filter(it -> it.contains("check_policy_service") && it.endsWith(end))
                        .map(it -> it.replaceFirst("^# *", "    "))
                        .findFirst()
                        .orElseThrow()
                + ",\n";
    }
}
