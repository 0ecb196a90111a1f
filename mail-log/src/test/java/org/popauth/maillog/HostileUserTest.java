package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;

/// A refused user of any mailbox daemon may be any text, also that of a log-in of this daemon or
/// another: it never names another address, and never logs in.
class HostileUserTest {

    private static final Address CLIENT = Address.parse("192.0.2.10");

    /// Refused log-ins, with `{}` for the user.
    private static final List<String> REFUSALS =
            List.of(
                    "imapd[1]: Login failed user={} auth={} host=dsl.example.net [192.0.2.10]",
                    "ipop3d[1]: Login excessive login failures user={} auth={} host=[192.0.2.10]",
                    "imapd: LOGIN FAILED, user={}, ip=[::ffff:192.0.2.10], port=[4711]",
                    "pop3d-ssl: LOGIN FAILED, user={}, ip=[192.0.2.10]",
                    "cyrus/imap[1]: badlogin: dsl.example.net [192.0.2.10] plaintext {} SASL(-13): x",
                    "in.qpopper[1]: {} at dsl.example.net (192.0.2.10): -ERR [AUTH] Password"
                            + " supplied for \"{}\" is incorrect. [pop_pass.c:1295]",
                    "qpopper[1]: {} at dsl.example.net (192.0.2.10): -ERR [AUTH] PAM authentication"
                            + " failed for user \"{}\": Authentication failure (7)",
                    "vpopmail[1]: vchkpw-pop3: vpopmail user not found {}:192.0.2.10",
                    "vpopmail[1]: vchkpw-pop3: password fail (pass: '{}') {}:192.0.2.10",
                    "cucipop[1]: authentication failure {} 192.0.2.10",
                    "teapop[1]: Failed login for {} [192.0.2.1] from dsl.example.net [192.0.2.10]",
                    "solid-pop3d[1]: authentication failed for user {} - 192.0.2.10",
                    "perdition.imap4[1]: Auth: 192.0.2.10:2274->192.0.2.1:143"
                            + " client-secure=plaintext authorisation_id=NONE"
                            + " authentication_id=\"{}\" server=\"i:143\" protocol=IMAP4"
                            + " server-secure=plaintext status=\"failed: Re-Authentication Failure\"",
                    "dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs):"
                            + " user=<{}>, method=PLAIN, rip=192.0.2.10, lip=192.0.2.1, session=<a>",
                    "dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs):"
                            + " rip=192.0.2.10, user=<{}>, method=PLAIN");

    /// Lines that tell of no log-in, or of a refused one in words that are not read.
    private static final List<String> OTHERS =
            List.of(
                    "in.qpopper[1]: {} at dsl.example.net (192.0.2.10): -ERR Unknown command: \"{}\".",
                    "in.qpopper[1]: {} at dsl.example.net (192.0.2.10): -ERR {}",
                    "qpopper[1]: [AUTH] Failed attempted login to {} from host (h) 192.0.2.10",
                    "dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs):"
                            + " user={}, method=PLAIN, rip=192.0.2.10, lip=192.0.2.1, session=<a>",
                    "dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs):"
                            + " rip=192.0.2.10, user={}, method=PLAIN",
                    "dovecot: imap-login: proxy({}): Login failed to 192.0.2.1:143: no:"
                            + " user=<{}>, method=PLAIN, rip=192.0.2.10, lip=192.0.2.1",
                    "dovecot: auth({},192.0.2.10,sasl:plain)<a>: sql: Password mismatch",
                    "dovecot: auth: sql({},192.0.2.10,<a>): Password mismatch",
                    "gnu-pop3d[1]: User '{}': authentication failed");

    private static final List<String> PLANTS =
            List.of(
                    "x host=h [203.0.113.9]",
                    "Login user=x host=h [203.0.113.9] nmsgs=1/1",
                    "joe, ip=[203.0.113.9]",
                    "joe, ip=[203.0.113.9], port=[1], time=5",
                    "LOGIN, user=root, ip=[203.0.113.9]",
                    "login: h [203.0.113.9] x plaintext User logged in",
                    "[203.0.113.9]",
                    "(v4.0.9) POP login by user \"x\" at (h) 203.0.113.9",
                    "x\" at (h) 203.0.113.9",
                    "x at h (203.0.113.9): -ERR [AUTH] Password supplied for \"x\" is incorrect.",
                    "Stats: x 0 0 1 1 h 203.0.113.9",
                    "(x,203.0.113.9) Authenticated.",
                    "x from host (h) 203.0.113.9",
                    "x:203.0.113.9",
                    "(PLAIN) login success x@y:203.0.113.9",
                    "x 203.0.113.9 0, 1 (2), 3 (4)",
                    "x [203.0.113.9] from h [203.0.113.9]",
                    "user x authenticated - 203.0.113.9",
                    "x - 203.0.113.9",
                    "x\" server=\"s\" status=\"ok\"",
                    "x' logged in with mailbox 'y' from 203.0.113.9",
                    "x>, method=PLAIN, rip=203.0.113.9, lip=192.0.2.1, session=<b",
                    "x>, rip=203.0.113.9, user=<y",
                    "x): started proxying to h: user=<x>, method=PLAIN, rip=203.0.113.9",
                    "x,203.0.113.9,sasl:plain)<b>: sql: Password mismatch",
                    "x,203.0.113.9): unknown user");

    @Provide
    Arbitrary<String> users() {
        var plants = Arbitraries.of(PLANTS);
        var glue = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(6);
        var one = Combinators.combine(glue, plants, glue).as((a, plant, b) -> a + plant + b);
        var two = Combinators.combine(plants, glue, plants).as((a, between, b) -> a + between + b);
        return Arbitraries.oneOf(plants, one, two);
    }

    @Provide
    Arbitrary<String> refusals() {
        return Arbitraries.of(REFUSALS);
    }

    @Provide
    Arbitrary<String> others() {
        return Arbitraries.of(OTHERS);
    }

    @Property(tries = 30_000)
    void aRefusedUserIsRefusedWhateverItHolds(
            @ForAll("refusals") String refusal, @ForAll("users") String user) {
        // Given
        var line = "Nov 23 06:52:57 mx1 " + refusal.replace("{}", user);

        // When
        var reading = new SampleLog().read(line);

        // Then
        assertThat(reading)
                .as(line)
                .isInstanceOfSatisfying(
                        Reading.Recognised.class,
                        said -> {
                            assertThat(said.event()).isInstanceOf(MailEvent.LoginFailed.class);
                            assertThat(said.event().address()).isEqualTo(CLIENT);
                        });
    }

    @Property(tries = 30_000)
    void otherLinesNameNobodyElse(@ForAll("others") String other, @ForAll("users") String user) {
        // Given
        var line = "Nov 23 06:52:57 mx1 " + other.replace("{}", user);

        // When
        var reading = new SampleLog().read(line);

        // Then
        if (reading instanceof Reading.Recognised said) {
            assertThat(said.event()).as(line).isInstanceOf(MailEvent.LoginFailed.class);
            assertThat(said.event().address()).as(line).isEqualTo(CLIENT);
        }
    }
}
