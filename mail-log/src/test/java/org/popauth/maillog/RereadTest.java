package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.popauth.events.MailEvent;

/// A source that is read again from the oldest open line gives the same events again.
class RereadTest {

    private static final List<String> TEMPLATES =
            List.of(
                    "postfix/smtpd[%1$d]: connect from unknown[192.0.2.%2$d]",
                    "postfix/smtpd[%1$d]: NOQUEUE: reject: RCPT from unknown[192.0.2.%2$d]: 554 5.7.1"
                            + " <x@y>: Relay access denied; from=<a@b> to=<x@y> proto=SMTP helo=<x>",
                    "postfix/smtpd[%1$d]: too many errors after RCPT from unknown[192.0.2.%2$d]",
                    "postfix/smtpd[%1$d]: warning: unknown[192.0.2.%2$d]: SASL LOGIN authentication"
                            + " failed: x",
                    "postfix/smtpd[%1$d]: disconnect from unknown[192.0.2.%2$d] ehlo=1 auth=0/1"
                            + " commands=1/2",
                    "postfix/postscreen[9]: PREGREET 14 after 0.1 from [192.0.2.%2$d]:%1$d: x",
                    "postfix/postscreen[9]: DISCONNECT [192.0.2.%2$d]:%1$d",
                    "dovecot: imap-login: Login: user=<joe>, method=PLAIN, rip=192.0.2.%2$d,"
                            + " lip=192.0.2.200, session=<s%1$d>",
                    "dovecot: imap(joe)<1><s%1$d>: Logged out in=1 out=2",
                    "dovecot: auth: pam(joe,192.0.2.%2$d): unknown user",
                    "dovecot: imap-login: Disconnected (auth failed, %1$d attempts in 2 secs):"
                            + " user=<joe>, method=PLAIN, rip=192.0.2.%2$d, lip=192.0.2.200",
                    "vm-pop3d[%1$d]: Connect from 192.0.2.%2$d",
                    "vm-pop3d[%1$d]: User 'joe' logged in",
                    "vm-pop3d[%1$d]: Session ended for user: joe");

    @Property(tries = 300)
    void aRereadFromTheOldestOpenLineGivesTheSameEvents(@ForAll long seed) {
        // Given
        var lines = lines(RandomGeneratorFactory.getDefault().create(seed), 400);
        var log = new MailLog(SampleLog.SETTINGS, "s");
        var events = new ArrayList<List<MailEvent>>();
        var resumeAt = new ArrayList<Integer>();
        for (int i = 0; i < lines.size(); i++) {
            events.add(read(log, lines, i));
            var open = log.oldestOpen();
            resumeAt.add(open == null ? i + 1 : (int) open.offset());
        }
        int acknowledged = Math.floorMod(seed, lines.size() - 1);

        // When
        var again = new MailLog(SampleLog.SETTINGS, "s");
        for (int i = resumeAt.get(acknowledged); i <= acknowledged; i++) {
            read(again, lines, i);
        }

        // Then
        for (int i = acknowledged + 1; i < lines.size(); i++) {
            assertThat(read(again, lines, i))
                    .as("line %d: %s", i, lines.get(i))
                    .isEqualTo(events.get(i));
        }
    }

    @Test
    void nothingIsOpenWhenEveryConnectionHasEnded() {
        // Given
        var log = new SampleLog();

        // When
        log.read("Nov 23 06:52:57 mx1 vm-pop3d[1]: Connect from 192.0.2.10");
        log.read("Nov 23 06:52:57 mx1 vm-pop3d[1]: Session ended for no user");

        // Then
        assertThat(log.log().oldestOpen()).isNull();
    }

    private static List<MailEvent> read(MailLog log, List<String> lines, int at) {
        var bytes = lines.get(at).getBytes(StandardCharsets.UTF_8);
        var reading = log.read(bytes, 0, bytes.length, 1, at, SampleLog.RECEIVED_AT);
        return reading instanceof Reading.Recognised said ? List.of(said.event()) : List.of();
    }

    private static List<String> lines(RandomGenerator random, int count) {
        var lines = new ArrayList<String>();
        int seconds = 0;
        for (int i = 0; i < count; i++) {
            seconds += random.nextInt(10) == 0 ? random.nextInt(900) : random.nextInt(20);
            var stamp =
                    "Nov 1%d %02d:%02d:%02d mx1 "
                            .formatted(
                                    seconds / 86_400,
                                    seconds / 3600 % 24,
                                    seconds / 60 % 60,
                                    seconds % 60);
            var template = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
            lines.add(stamp + template.formatted(1 + random.nextInt(4), 1 + random.nextInt(4)));
        }
        return lines;
    }
}
