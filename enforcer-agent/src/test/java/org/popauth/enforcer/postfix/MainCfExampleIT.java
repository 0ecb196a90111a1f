package org.popauth.enforcer.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String CLIENT = "203.0.113.9";
    private static final String DENIED = "Relay access denied";

    @TempDir Path directory;

    private @Nullable Namespace opened;
    private @Nullable PostfixOfTest started;

    @BeforeEach
    void open() {
        opened = Namespace.open(PostfixOfTest.POSTFIX, Path.of("/usr/bin/python3"));
        opened.addAddress(CLIENT + "/32");
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
                .replace("/etc/postfix/data", INFRA.resolve("data").toString());
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
