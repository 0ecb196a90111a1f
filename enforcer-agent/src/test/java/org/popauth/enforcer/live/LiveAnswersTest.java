package org.popauth.enforcer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.enforcer.config.AgentConfig.WholeNetworks;
import org.popauth.enforcer.config.Endpoint;
import org.popauth.events.Address;
import org.popauth.events.Measure;

/// The servers as Postfix sees them, over real sockets.
class LiveAnswersTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String NOT_FOUND = "NOTFOUND ";

    @TempDir Path directory;

    private Path socket(String name) {
        return directory.resolve(name);
    }

    private LiveHost.Settings settings() {
        return LiveHost.Settings.at(socket("socketmap"), socket("policy"));
    }

    private LiveHost ready() {
        return LiveHost.ready(settings(), log());
    }

    private Path log() {
        return directory.resolve("popauth.log");
    }

    private Asking asking(String name) throws IOException {
        return new Asking(UnixDomainSocketAddress.of(socket(name)));
    }

    private String asked(String request) throws IOException {
        try (var asking = asking("socketmap")) {
            return asking.socketmap(request);
        }
    }

    private static String request(String address, String more) {
        return "request=smtpd_access_policy\nprotocol_state=RCPT\nclient_address="
                + address
                + "\nsender=joe@example.org\nrecipient=ann@example.net\ninstance=1.2\n"
                + more;
    }

    @Test
    void aGrantHoldsTheMomentItIsRead() throws IOException {
        try (var host = ready();
                var postfix = asking("socketmap")) {
            // Given
            var before = postfix.socketmap("popauth_checks 203.0.113.9");

            // When
            host.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));
            var after = postfix.socketmap("popauth_checks 203.0.113.9");
            host.decided(withdrawn(Measure.RELAY, "203.0.113.9", 2, START));
            var atLast = postfix.socketmap("popauth_checks 203.0.113.9");

            // Then
            assertThat(List.of(before, after, atLast))
                    .containsExactly(NOT_FOUND, "OK OK popauth", NOT_FOUND);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "popauth_checks unknown",
                "popauth_checks 203.0.113",
                "popauth_checks 203.0.113.90",
                "popauth_checks 203.0.113.9.example.org",
                "popauth_checks 203.0.113.9 ",
                "popauth_checks  203.0.113.9",
                "popauth_checks [203.0.113.9]",
                "popauth_checks 203.0.113.9/32",
                "popauth_checks 2001:db8::1",
                "popauth_checks ",
                "popauth_checks",
                "rbl_cache 203.0.113.9",
                "Popauth_checks 203.0.113.9",
                ""
            })
    void nothingElseIsFound(String request) throws IOException {
        try (var host = ready()) {
            // Given
            host.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));
            host.decided(made(Measure.RELAY, "2001:db8::/64", 2, START, HOUR));

            // When
            var answer = asked(request);

            // Then
            assertThat(answer).isEqualTo(NOT_FOUND);
        }
    }

    @Test
    void aRefusalIsAnsweredWithItsText() throws IOException {
        try (var host = ready();
                var policy = asking("policy")) {
            // Given
            host.decided(made(Measure.REJECT, "203.0.113.9", 1, START, HOUR));

            // When
            var found = asked("rbl_cache 203.0.113.9");
            var action = policy.policy(request("203.0.113.9", "policy_context=rbl_cache\n"));

            // Then
            assertThat(found).isEqualTo("OK 554 Your IP address has been blacklisted");
            assertThat(action).isEqualTo("action=554 Your IP address has been blacklisted");
        }
    }

    @Test
    void nothingIsAnsweredBeforeEverythingWasReadNorOnceItIsStale() throws IOException {
        try (var host = new LiveHost(settings(), log())) {
            // Given
            host.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));
            var unread = asked("popauth_checks 203.0.113.9");

            // When
            host.heardAt(Duration.ofMinutes(31));
            var stale = asked("popauth_checks 203.0.113.9");
            host.heardAt(Duration.ofMinutes(29));
            var heard = asked("popauth_checks 203.0.113.9");

            // Then
            assertThat(unread).isEqualTo(NOT_FOUND);
            assertThat(stale).isEqualTo(NOT_FOUND);
            assertThat(heard).startsWith("OK OK");
            assertThat(host.live().answered("doubtful")).isEqualTo(2);
        }
    }

    @Test
    void moreEndpointsThanAreAllowedAreRefusedByTheirSetting() {
        // Given
        var endpoint = Endpoint.of("unix:" + directory.resolve("one"));
        var settings =
                new LiveHost.Settings(
                        Optional.empty(),
                        Optional.of(Collections.nCopies(5, endpoint)),
                        WholeNetworks.NONE,
                        1000,
                        HOUR);

        // Then
        assertThatThrownBy(() -> LiveHost.ready(settings, directory.resolve("popauth.log")).close())
                .hasMessageContaining("agent.live.policy has more than 4 entries");
    }

    @Test
    void aGrantThatIsOverIsNoneAndOneOfAClockThatIsAheadHolds() throws IOException {
        try (var host = ready()) {
            // When
            host.decided(made(Measure.RELAY, "203.0.113.9", 1, START.minus(HOUR), HOUR));
            host.decided(made(Measure.RELAY, "203.0.113.8", 2, START.plusSeconds(1), HOUR));

            // Then
            assertThat(asked("popauth_checks 203.0.113.9")).isEqualTo(NOT_FOUND);
            assertThat(asked("popauth_checks 203.0.113.8")).startsWith("OK OK");
        }
    }

    @Test
    void aNetworkSpeaksForTheAddressesSeenUnlessTheSettingSaysAll() throws IOException {
        // Given
        var seen = List.of(Address.parse("2001:db8:1::7"));
        var decision = made(Measure.REJECT, "2001:db8:1::/64", seen, 1, START, HOUR);

        // When
        var answers = new ArrayList<String>();
        for (var whole : List.of(WholeNetworks.NONE, WholeNetworks.REJECT)) {
            try (var host = LiveHost.ready(settings().with(whole), log())) {
                host.decided(decision);
                answers.add(asked("rbl_cache 2001:db8:1::7"));
                answers.add(asked("rbl_cache 2001:db8:1::8"));
            }
        }

        // Then
        var text = "OK 554 Your IP address has been blacklisted";
        assertThat(answers).containsExactly(text, NOT_FOUND, text, text);
    }

    @Test
    void aPolicyRequestOfAGrantedClientIsAnsweredOkAndWrittenDown() throws IOException {
        try (var host = ready();
                var policy = asking("policy")) {
            // Given
            host.decided(made(Measure.RELAY, "2001:db8::25", 1, START, HOUR));

            // When
            var action = policy.policy(request("2001:db8::25", ""));
            var other = policy.policy(request("2001:db8::26", ""));

            // Then
            assertThat(action).startsWith("action=OK");
            assertThat(other).isEqualTo("action=DUNNO");
            await().untilAsserted(
                            () ->
                                    assertThat(log())
                                            .content()
                                            .contains(" allowed 2001:db8::25 until ")
                                            .contains("from <joe@example.org> to <ann@example.net>")
                                            .hasLineCount(1));
        }
    }

    @Test
    void anAnswerWaitsForItsLineAndNotForEver() throws Exception {
        // Given a log that nothing can be written to, as long as nobody reads it
        assertThat(new ProcessBuilder("mkfifo", log().toString()).start().waitFor()).isZero();
        try (var host = ready();
                var policy = asking("policy")) {
            host.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));
            long asked = System.nanoTime();

            // When
            var action = policy.policy(request("203.0.113.9", ""));

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Audit.PATIENCE);
            assertThat(action).startsWith("action=OK");
            try (var lines = Files.newBufferedReader(log())) {
                assertThat(lines.readLine()).contains(" allowed 203.0.113.9 until ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy_context=nonsense\n",
                "client_address=203.0.113.9\n",
                "no equals sign\n",
                "=203.0.113.9\n"
            })
    void aStrangePolicyRequestIsDunnoAndTheNextOneIsAnswered(String more) throws IOException {
        try (var host = ready();
                var policy = asking("policy")) {
            // Given
            host.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));

            // When
            var strange = policy.policy(request("203.0.113.9", more));
            var next = policy.policy(request("203.0.113.9", ""));

            // Then
            assertThat(strange).isEqualTo("action=DUNNO");
            assertThat(next).startsWith("action=OK");
        }
    }

    @Test
    void whatIsTooLongOrNoRequestAtAllEndsTheConnectionWithoutAnError() throws IOException {
        try (var _ = ready();
                var socketmap = asking("socketmap");
                var policy = asking("policy")) {
            // When
            socketmap.send("GET / HTTP/1.0\n");
            policy.send("sender=" + "a".repeat(5000));

            // Then
            assertThat(socketmap.netstring()).isEqualTo(NOT_FOUND);
            assertThat(policy.action()).isEqualTo("action=DUNNO");
        }
    }

    @Test
    void tooManyAttributesAreDunno() throws IOException {
        try (var host = ready();
                var policy = asking("policy")) {
            // Given
            host.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));
            var many = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                many.append("x").append(i).append("=1\n");
            }

            // When
            var action = policy.policy(request("203.0.113.9", many.toString()));

            // Then
            assertThat(action).isEqualTo("action=DUNNO");
        }
    }

    @Test
    void beyondTheLimitTheConnectionThatWasIdleLongestIsClosed() throws IOException {
        try (var host = LiveHost.ready(settings().with(2, Duration.ofMinutes(1)), log());
                var first = asking("socketmap");
                var second = asking("socketmap")) {
            // Given
            first.socketmap("popauth_checks 203.0.113.9");
            second.socketmap("popauth_checks 203.0.113.9");

            // When
            try (var third = asking("socketmap")) {
                third.socketmap("popauth_checks 203.0.113.9");

                // Then
                assertThat(first.isClosedByPeer()).isTrue();
                assertThat(second.socketmap("popauth_checks 203.0.113.9")).isEqualTo(NOT_FOUND);
                assertThat(host.live().connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        try (var _ = LiveHost.ready(settings().with(10, Duration.ofMillis(10)), log());
                var idle = asking("socketmap")) {
            assertThat(idle.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void aSocketThatSomebodyRemovedIsMadeAgain() throws IOException {
        try (var _ = ready()) {
            // When
            Files.delete(socket("socketmap"));

            // Then
            await().ignoreExceptions()
                    .until(() -> asked("popauth_checks unknown").equals(NOT_FOUND));
        }
    }

    @Test
    void theSocketOfAKilledAgentIsReplacedButNoOtherFile() throws IOException {
        // Given
        var left = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        left.bind(UnixDomainSocketAddress.of(socket("socketmap")));
        left.close();
        Files.writeString(socket("policy"), "mine");

        // When
        try (var host = ready()) {

            // Then
            assertThat(asked("popauth_checks unknown")).isEqualTo(NOT_FOUND);
            assertThat(host.live().problems())
                    .singleElement()
                    .asString()
                    .contains("policy")
                    .contains("no socket");
        }
        assertThat(socket("policy")).hasContent("mine");
    }

    @Test
    void loopbackAnswersToo() throws IOException {
        // Given
        var settings =
                new LiveHost.Settings(
                        Optional.of(List.of(Endpoint.of("inet:127.0.0.1:0"))),
                        Optional.empty(),
                        WholeNetworks.NONE,
                        10,
                        HOUR);
        try (var host = LiveHost.ready(settings, log());
                var asking = new Asking(host.live().addresses().getFirst())) {
            host.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));

            // When
            var answer = asking.socketmap("popauth_checks 203.0.113.9");

            // Then
            assertThat(answer).startsWith("OK OK popauth");
        }
    }

    @Test
    void hundredsOfConnectionsAtOnceAreEachAnsweredForTheirOwnAddress()
            throws IOException, InterruptedException, ExecutionException {
        try (var host = ready();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            for (int i = 0; i < 200; i += 2) {
                host.decided(made(Measure.RELAY, "198.51.100." + i, i + 1, START, HOUR));
            }

            // When
            var wrong = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 400; i++) {
                int number = i;
                wrong.add(threads.submit(() -> wrongAnswers(number)));
            }

            // Then
            for (var one : wrong) {
                assertThat(one.get()).isZero();
            }
        }
    }

    private int wrongAnswers(int number) throws IOException {
        int wrong = 0;
        try (var asking = asking(number % 2 == 0 ? "socketmap" : "policy")) {
            for (int i = 0; i < 100; i++) {
                int last = (number + i) % 200;
                var address = "198.51.100." + last;
                var answer =
                        number % 2 == 0
                                ? asking.socketmap("popauth_checks " + address)
                                : asking.policy(request(address, ""));
                wrong += answer.contains("OK popauth") == (last % 2 == 0) ? 0 : 1;
            }
        }
        return wrong;
    }
}
