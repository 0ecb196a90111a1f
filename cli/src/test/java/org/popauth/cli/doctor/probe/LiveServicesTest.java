package org.popauth.cli.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.cli.doctor.facts.Agent.Contact;

class LiveServicesTest {

    @TempDir Path folder;

    @Test
    void aPolicyServiceIsAskedAsPostfixWould() throws IOException {
        var socket = folder.resolve("policy");
        try (var _ = Answering.at(socket, "action=DUNNO\n\n")) {
            assertThat(LiveServices.ask(List.of("unix:" + socket), List.of()))
                    .containsExactly(
                            new Contact(
                                    "unix:" + socket,
                                    true,
                                    "the policy service says action=DUNNO"));
        }
    }

    @Test
    void aSocketmapIsAskedAsPostfixWould() throws IOException {
        try (var service = Answering.onLoopback("9:NOTFOUND ,")) {
            var name = "inet:127.0.0.1:" + service.port();
            assertThat(LiveServices.ask(List.of(), List.of(name)))
                    .containsExactly(new Contact(name, true, "the socketmap says NOTFOUND"));
        }
    }

    @Test
    void somethingElseIsNoService() throws IOException {
        try (var service = Answering.onLoopback("220 mx ESMTP\r\n")) {
            var name = "inet:127.0.0.1:" + service.port();
            assertThat(LiveServices.ask(List.of(name), List.of(name)))
                    .extracting(Contact::ok)
                    .containsExactly(false, false);
        }
    }

    @Test
    void whoDoesNotListenIsNamed() {
        var contact = LiveServices.ask(List.of("unix:" + folder + "/none"), List.of()).getFirst();

        assertThat(contact.ok()).isFalse();
        assertThat(contact.says()).contains("No such file or directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker", "broker:", ":9092", "broker:99999", "[::1]", "unix:policy"})
    void whatIsNoAddressIsNamed(String name) {
        assertThat(LiveServices.ask(List.of(name), List.of()).getFirst())
                .isEqualTo(new Contact(name, false, "is no address like host:9092 or unix:/path"));
    }
}
