package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.Supplier;

/// A client of the laboratory's mail hosts, at one address.
record MailClient(Laboratory laboratory, String address) {

    /// Long enough for a slow machine; on a quiet one all takes less than a second.
    static final Duration SOON = Duration.ofSeconds(40);

    private static final int REFUSED = 55;
    private static final int TOO_LATE = 28;

    /// How a mail fared.
    enum Fate {
        TAKEN,
        REFUSED,

        /// The server said nothing, not even that nobody listens.
        NO_ANSWER,

        ELSE
    }

    /// What both said, and how it ended.
    record Dialogue(Fate fate, String text) {}

    /// Sends a mail from here to the rest of the world: relays.
    Dialogue relay(String mailHost) {
        return mail(mailHost, "joe@example.org", "ann@elsewhere.example", "pc.example.net");
    }

    /// Sends a mail to a user of the mail host.
    Dialogue mail(String mailHost) {
        return mail(mailHost, "x@example.net", "joe@example.org", "pc.example.net");
    }

    Dialogue mail(String mailHost, String from, String to, String helo) {
        var result = laboratory.run("smtp", address, addressOf(mailHost), from, to, helo);
        return new Dialogue(fateOf(result), result.output());
    }

    private static Fate fateOf(Command.Result result) {
        return switch (result.status()) {
            case 0 -> Fate.TAKEN;
            case REFUSED -> Fate.REFUSED;
            case TOO_LATE -> result.output().startsWith("< ") ? Fate.ELSE : Fate.NO_ANSWER;
            default -> Fate.ELSE;
        };
    }

    /// Tries to relay until it fares so.
    void awaitRelay(String mailHost, Fate fate) {
        awaitFate(mailHost, fate, () -> relay(mailHost));
    }

    /// Tries to deliver until it fares so.
    void awaitMail(String mailHost, Fate fate) {
        awaitFate(mailHost, fate, () -> mail(mailHost));
    }

    private void awaitFate(String mailHost, Fate fate, Supplier<Dialogue> attempt) {
        await(address + " at " + mailHost)
                .atMost(SOON)
                .untilAsserted(
                        () -> {
                            var dialogue = attempt.get();
                            assertThat(dialogue.fate()).as(dialogue.text()).isEqualTo(fate);
                        });
    }

    /// Looks into a mailbox by POP3; true when the log-in succeeded.
    boolean fetchMail(String mailHost) {
        return laboratory.run("pop3", address, addressOf(mailHost), "joe", "secret").status() == 0;
    }

    /// The address of a mail host that this client can reach.
    String addressOf(String mailHost) {
        var last = mailHost.equals("mx1") ? "11" : "12";
        return address.contains(":") ? "2001:db8:a::" + last : "192.0.2." + last;
    }
}
