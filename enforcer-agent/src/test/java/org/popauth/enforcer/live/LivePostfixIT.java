package org.popauth.enforcer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.enforcer.firewall.Namespace;
import org.popauth.events.Measure;

/// The live answers in the restrictions of a real Postfix, seen from a real SMTP session.
class LivePostfixIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String POLICY =
            "check_policy_service { unix:%s/policy, default_action=DUNNO }";
    private static final String SOCKETMAP =
            "check_client_access socketmap:unix:%s/socketmap:popauth_checks";

    @TempDir Path directory;

    private @Nullable Namespace opened;

    @BeforeEach
    void open() {
        opened = Namespace.open(PostfixOfTest.POSTFIX, Path.of("/usr/bin/python3"));
        opened.addAddress("203.0.113.9/32");
        opened.addAddress("203.0.113.90/32");
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private LiveHost ready() {
        return LiveHost.ready(
                LiveHost.Settings.at(directory.resolve("socketmap"), directory.resolve("policy")),
                directory.resolve("popauth.log"));
    }

    private PostfixOfTest postfix(String relay, String client) throws IOException {
        var text =
                "smtpd_relay_restrictions = "
                        + relay.formatted(directory)
                        + ", reject_unauth_destination\nsmtpd_client_restrictions = "
                        + client.formatted(directory)
                        + "\n";
        return new PostfixOfTest(Objects.requireNonNull(opened), directory, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {POLICY, SOCKETMAP})
    void aGrantAndItsEndCountWithinOneSession(String check) throws IOException {
        try (var host = ready();
                var postfix = postfix(check, "");
                var session = postfix.session("203.0.113.9");
                var other = postfix.session("203.0.113.90")) {
            // Given
            var before = session.mailTo("ann@example.net");

            // When
            host.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));
            var granted = session.mailTo("ann@example.net");
            var stranger = other.mailTo("ann@example.net");
            host.decided(withdrawn(Measure.RELAY, "203.0.113.9", 2, START));
            var after = session.mailTo("ann@example.net");

            // Then
            assertThat(before).contains("Relay access denied");
            assertThat(granted).startsWith("250 ");
            assertThat(stranger).contains("Relay access denied");
            assertThat(after).contains("Relay access denied");
            await().untilAsserted(
                            () ->
                                    assertThat(directory.resolve("popauth.log"))
                                            .content()
                                            .contains(" allowed 203.0.113.9 until "));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check_client_access socketmap:unix:%s/socketmap:rbl_cache",
                "check_policy_service { unix:%s/policy, default_action=DUNNO, policy_context=rbl_cache }"
            })
    void aRefusalIsToldToTheClientInItsOwnWords(String check) throws IOException {
        try (var host = ready();
                var postfix = postfix("permit_mynetworks", check);
                var session = postfix.session("203.0.113.9")) {
            // Given
            var before = session.mailTo("ann@example.org");

            // When
            host.decided(made(Measure.REJECT, "203.0.113.9", 1, START, HOUR));
            var after = session.mailTo("ann@example.org");

            // Then
            assertThat(before).startsWith("250 ");
            assertThat(after).startsWith("554 ").contains("has been blacklisted");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check_policy_service { unix:popauth/policy, default_action=DUNNO }",
                "check_client_access socketmap:unix:popauth/socketmap:popauth_checks"
            })
    void aPostfixThatSeesNothingButItsQueueAsksASocketInThere(String check) throws IOException {
        // Given
        var sockets = Files.createDirectories(directory.resolve("queue/popauth"));
        var settings =
                LiveHost.Settings.at(sockets.resolve("socketmap"), sockets.resolve("policy"));
        var relay = "smtpd_relay_restrictions = " + check + ", reject_unauth_destination";
        try (var host = LiveHost.ready(settings, directory.resolve("popauth.log"));
                var postfix =
                        new PostfixOfTest(Objects.requireNonNull(opened), directory, relay, true);
                var session = postfix.session("203.0.113.9")) {
            var before = session.mailTo("ann@example.net");

            // When
            host.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));

            // Then
            assertThat(before).contains("Relay access denied");
            assertThat(session.mailTo("ann@example.net")).startsWith("250 ");
        }
    }

    @Test
    void withoutTheAgentMailFlowsAndNobodyRelaysByThePolicyService() throws IOException {
        try (var postfix = postfix(POLICY, "");
                var session = postfix.session("203.0.113.9")) {
            // When
            var local = session.mailTo("ann@example.org");
            var remote = session.mailTo("ann@example.net");

            // Then
            assertThat(local).startsWith("250 ");
            assertThat(remote).contains("Relay access denied");
        }
    }

    @Test
    void withoutTheAgentASocketmapDefersAllMail() throws IOException {
        try (var postfix = postfix(SOCKETMAP, "");
                var session = postfix.session("203.0.113.9")) {
            // When
            var local = session.mailTo("ann@example.org");

            // Then
            assertThat(local).startsWith("451 4.3.5 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {POLICY, SOCKETMAP})
    void anAgentThatComesBackIsAskedAgainInTheSameSession(String check) throws IOException {
        try (var postfix = postfix(check, "");
                var session = postfix.session("203.0.113.9")) {
            // Given
            try (var first = ready()) {
                first.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));
                assertThat(session.mailTo("ann@example.net")).startsWith("250 ");
            }

            // When
            try (var second = ready()) {
                second.decided(made(Measure.RELAY, "203.0.113.9", 1, START, HOUR));

                // Then
                assertThat(session.mailTo("ann@example.net")).startsWith("250 ");
            }
        }
    }
}
