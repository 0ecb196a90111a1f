package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The main job, from one line in a followed file to the kernel, to Postfix and to a page.
final class OneLineIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String OFFENDER = "203.0.113.66";
    private static final String READER = "203.0.113.7";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'")
                    .withZone(ZoneOffset.UTC);

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"nftables", "iptables"})
    void aLineInTheLogBecomesAFirewallElementATableEntryAndARowOnAPage(String backend)
            throws Exception {
        assumeThatThisCanRun();
        var log = Files.createFile(folder.resolve("mail.log"));
        var data = folder.resolve("data");
        try (var namespace = Namespace.create();
                var instance = start(namespace, data, log, backend)) {
            // Given
            awaitReady(instance);

            // When
            append(log, "postfix/smtpd[99]", refusedByRbl());
            for (int i = 0; i < 3; i++) {
                append(log, "postfix/smtpd[" + (100 + i) + "]", refusedAgain());
            }
            append(
                    log,
                    "dovecot",
                    "pop3-login: Login: user=<ann>, method=PLAIN, rip="
                            + READER
                            + ", lip=192.0.2.1, mpid=5, TLS, session=<abc>");

            // Then
            await("an element in the kernel")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(kernelOf(namespace, backend)).contains(OFFENDER));
            await("an entry that Postfix finds")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(postmap(data)).startsWith("OK"));
            await("a row on a page")
                    .atMost(SOON)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(
                            () ->
                                    assertThat(page(namespace, data, "/null-routes"))
                                            .contains(OFFENDER));
            assertThat(page(namespace, data, "/authentications")).contains(READER);
            assertThat(kernelOf(namespace, backend)).doesNotContain(READER);
        }
    }

    @Test
    void aSecondInstanceOnTheSameDataIsToldSo() throws Exception {
        var data = folder.resolve("data");
        try (var first = up(List.of(), data, "first.out")) {
            // Given
            awaitReady(first);

            // When
            try (var second = up(List.of(), data, "second.out")) {
                int status = second.await(30);

                // Then
                assertThat(status).isEqualTo(2);
                assertThat(second.output()).contains(data.toString()).doesNotContain("Exception");
            }
        }
    }

    private Instance up(List<String> prefix, Path data, String out) {
        return Instance.start(
                folder.resolve(out),
                prefix,
                List.of("up", "--data", data.toString(), "--port", "0"));
    }

    private Instance start(Namespace namespace, Path data, Path log, String backend) {
        return Instance.start(
                folder.resolve("up.out"),
                namespace.prefix(),
                List.of(
                        "up",
                        "--data",
                        data.toString(),
                        "--source",
                        log.toString(),
                        "--enforce",
                        backend));
    }

    private static void assumeThatThisCanRun() {
        assumeTrue(
                Command.run("id", "-u").output().strip().equals("0"),
                "needs root for a network namespace of its own");
        for (var program : List.of("ip", "nft", "ipset", "iptables", "postmap", "chromium")) {
            assumeTrue(Command.exists(program), "needs the program " + program);
        }
    }

    private static void awaitReady(Instance instance) {
        await("ready")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(instance.output()).contains("Ready after"));
    }

    private static String refusedByRbl() {
        return "NOQUEUE: reject: RCPT from unknown["
                + OFFENDER
                + "]: 554 5.7.1 Service unavailable; Client host ["
                + OFFENDER
                + "] blocked using rbl.example; listed; from=<a@b.example> to=<joe@domain1.example>"
                + " proto=ESMTP helo=<x>";
    }

    private static String refusedAgain() {
        return "NOQUEUE: reject: CONNECT from unknown["
                + OFFENDER
                + "]: 554 5.7.1 <unknown["
                + OFFENDER
                + "]>: Client host rejected: Your IP address has been blacklisted by rbl.example."
                + " Visit their website or write <postmaster> to argue. listed; proto=SMTP";
    }

    private static void append(Path log, String tag, String text) throws IOException {
        Files.writeString(
                log,
                STAMP.format(Instant.now()) + " mx1 " + tag + ": " + text + "\n",
                StandardOpenOption.APPEND);
    }

    private static String kernelOf(Namespace namespace, String backend) {
        return backend.equals("nftables")
                ? namespace.run("nft", "list", "table", "inet", "popauth").output()
                : namespace.run("ipset", "list").output();
    }

    private static String postmap(Path data) {
        var type = Command.run("postconf", "-h", "default_database_type").output().strip();
        var table = type + ":" + data.resolve("agent/popauth_checks");
        return Command.run("postmap", "-q", READER, table).output();
    }

    /// The page as a real browser has it, when its scripts and styles are done.
    private String page(Namespace namespace, Path data, String path) throws IOException {
        var password = Files.readString(data.resolve("admin-password")).strip();
        return namespace
                .run(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("browser"),
                        "--dump-dom",
                        "http://admin:" + password + "@127.0.0.1:8080" + path)
                .output();
    }
}
