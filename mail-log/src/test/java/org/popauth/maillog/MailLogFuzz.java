package org.popauth.maillog;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.Printable;

/// Reads any bytes as the lines of a log, and says what must be true of every log.
///
/// Public, with this method, because Jazzer calls it.
public final class MailLogFuzz {

    private static final int ADDRESS_CHARS_MAX = 45;

    private static final List<String> GOOD =
            List.of(
                    "Nov 23 06:52:57 good postfix/smtpd[99]: connect from unknown[192.0.2.77]",
                    "Nov 23 06:52:57 good postfix/smtpd[99]: NOQUEUE: reject: RCPT from"
                            + " unknown[192.0.2.77]: 554 5.7.1 <x@elsewhere.example>: Relay access"
                            + " denied; from=<s@example.net> to=<x@elsewhere.example> proto=SMTP"
                            + " helo=<x>");

    private MailLogFuzz() {}

    /// Reads the input twice, line by line.
    public static void fuzzerTestOneInput(byte[] input) {
        var log = new MailLog(SampleLog.SETTINGS, "test");
        var readings = read(log, input, true);
        var again = read(new MailLog(SampleLog.SETTINGS, "test"), input, false);
        check(readings.equals(again), "reading twice gives two results");
        int offset = input.length + 1;
        Reading last = Reading.Ignored.BLANK;
        for (var line : GOOD) {
            var bytes = line.getBytes(StandardCharsets.US_ASCII);
            last = log.read(bytes, 0, bytes.length, 1, offset, SampleLog.RECEIVED_AT);
            offset += bytes.length + 1;
        }
        check(
                last instanceof Reading.Recognised said
                        && said.event() instanceof MailEvent.Offence
                        && said.event().address().toString().equals("192.0.2.77"),
                "a good line after it is not read");
    }

    private static List<Reading> read(MailLog log, byte[] input, boolean checked) {
        var readings = new ArrayList<Reading>();
        int from = 0;
        while (from <= input.length) {
            int to = from;
            while (to < input.length && input[to] != '\n') {
                to++;
            }
            var reading = log.read(input, from, to, 1, from, SampleLog.RECEIVED_AT);
            readings.add(reading);
            if (checked) {
                check(log, new EventId("test", 1, from), reading, input, to);
            }
            from = to + 1;
        }
        return readings;
    }

    private static void check(MailLog log, EventId id, Reading reading, byte[] input, int to) {
        var open = log.oldestOpen();
        check(open == null || open.compareTo(id) <= 0, "a line is open that was not read yet");
        if (reading instanceof Reading.Recognised said) {
            var event = said.event();
            check(event.id().equals(id), "the id is another line's");
            check(stands(event.address(), input, to), "its address stands nowhere");
            for (var component : event.getClass().getRecordComponents()) {
                checkText(component, event);
            }
        }
    }

    private static void checkText(RecordComponent component, MailEvent event) {
        try {
            if (component.getAccessor().invoke(event) instanceof String text) {
                check(
                        Printable.of(text, MailEvent.LINE_CHARS_MAX).equals(text),
                        component.getName() + " is not printable or too long");
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// True when the address is written in the lines so far, in any form.
    private static boolean stands(Address address, byte[] input, int to) {
        if (new String(input, 0, to, StandardCharsets.ISO_8859_1).contains(address.toString())) {
            return true;
        }
        for (int from = 0; from < to; from++) {
            for (int end = from + 1; end <= to && end - from <= ADDRESS_CHARS_MAX; end++) {
                if (!isOfAddress(input[end - 1])) {
                    break;
                }
                if (address.equals(Address.parse(input, from, end))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOfAddress(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'f')
                || (b >= 'A' && b <= 'F')
                || b == ':'
                || b == '.';
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new IllegalStateException(wrong);
        }
    }
}
