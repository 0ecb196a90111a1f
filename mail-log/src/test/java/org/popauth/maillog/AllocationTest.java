package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A line that says nothing costs almost nothing.
class AllocationTest {

    private static final int TIMES = 2_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nov 23 06:52:57 mx1 CRON[815]: pam_unix(cron:session): session opened for user x",
                "Nov 23 06:52:57 mx1 postfix/qmgr[815]: 4jXxSk3PkszK8j4: removed",
                "2026-11-23T06:52:57.459060+00:00 mx1 postfix/smtpd[815]: connect from h[192.0.2.1]",
                "Nov 23 06:52:57 mx1 postfix/smtpd[815]: lost connection after CONNECT from h[192.0.2.1]",
                "Nov 23 06:52:57 mx1 postfix/smtpd[815]: NOQUEUE: filter: RCPT from h[192.0.2.1]: x",
                "Nov 23 06:52:57 mx1 dovecot: imap(joe)<815><a>: sieve: stored mail into mailbox",
                "Nov 23 06:52:57 mx1 imapd[815]: imap service init from 192.0.2.1",
                "Nov 23 06:52:57 mx1 pop3d: Connection, ip=[::ffff:192.0.2.1]",
                "Nov 23 06:52:57 mx1 cyrus/lmtpunix[815]: Delivered: <x> to mailbox: user.joe",
                "Nov 23 06:52:57 mx1 in.qpopper[815]: (v4.0.9) Servicing request from \"h\" at 192.0.2.1",
                "Nov 23 06:52:57 mx1 vm-pop3d[815]: Incoming connection opened"
            })
    void aLineThatSaysNothingAllocatesNextToNothing(String line) {
        // Given
        var log = new MailLog(SampleLog.SETTINGS, "test");
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        read(log, bytes);

        // When
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TIMES; i++) {
            read(log, bytes);
        }
        long perLine = (THREADS.getCurrentThreadAllocatedBytes() - before) / TIMES;

        // Then
        assertThat(perLine).as("bytes allocated for each line").isLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nov 23 06:52:57 mx1 lightmail[815]: <a1b2c3d4> something else of the same daemon",
                "Nov 23 06:52:57 mx1 oldpop[815]: user joe has 3 messages",
                "Nov 23 06:52:57 mx1 postfix/qmgr[815]: 4jXxSk3PkszK8j4: removed",
                "Nov 23 06:52:57 mx1 CRON[815]: pam_unix(cron:session): session opened for user x"
            })
    void patternsThatDoNotMatchAllocateNextToNothing(String line) {
        // Given
        var log = new MailLog(SampleLog.SETTINGS.with(PatternLog.PATTERNS), "test");
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        read(log, bytes);

        // When
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TIMES; i++) {
            read(log, bytes);
        }
        long perLine = (THREADS.getCurrentThreadAllocatedBytes() - before) / TIMES;

        // Then
        assertThat(perLine).as("bytes allocated for each line").isLessThanOrEqualTo(64);
    }

    private static void read(MailLog log, byte[] bytes) {
        var reading = log.read(bytes, 0, bytes.length, 1, 0, SampleLog.RECEIVED_AT);
        assertIgnored(reading);
    }

    private static void assertIgnored(Reading reading) {
        if (!(reading instanceof Reading.Ignored)) {
            throw new AssertionError("not ignored: " + reading);
        }
    }
}
