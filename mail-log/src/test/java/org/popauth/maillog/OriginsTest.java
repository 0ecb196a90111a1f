package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;
import org.popauth.events.Printable;
import org.popauth.maillog.bytes.Origins;

/// Where values came from is said for every line of the corpus, and is true.
class OriginsTest {

    private static final MailLogSettings SETTINGS = SampleLog.SETTINGS;

    /// What may be said of no place: words of a parser's own, the header, and the whole line.
    private static final Set<String> OF_NO_PLACE =
            Set.of("host", "program", "line", "service", "session");

    private final Origins origins = new Origins();
    private final MailLog log = new MailLog(SETTINGS, "test", origins);
    private long number;

    @TestFactory
    Stream<DynamicTest> everyValueStandsWhereItIsSaidToStand() {
        return CorpusCase.all().stream()
                .map(
                        each ->
                                DynamicTest.dynamicTest(
                                        each.file() + ": " + each.name(),
                                        () -> new OriginsTest().check(each)));
    }

    private void check(CorpusCase each) {
        // Given
        var lines = Stream.concat(each.given().stream(), Stream.of(each.line())).toList();
        // When
        Reading last = Reading.Ignored.BLANK;
        for (var line : lines) {
            last = read(line);
        }
        // Then
        assertThat(last.getClass()).isEqualTo(each.read().getClass());
        if (last instanceof Reading.Recognised said) {
            assertThat(textAt(place(said.event().address()), lines))
                    .satisfies(
                            text -> assertThat(addressOf(text)).isEqualTo(said.event().address()));
            texts(said.event()).forEach((name, text) -> checkText(name, text, lines));
        }
    }

    private void checkText(String name, String text, List<String> lines) {
        var place = origins.of(text);
        if (place == null) {
            assertThat(lines.getLast()).as(name + " is of no place").doesNotContain("=<" + text);
            return;
        }
        var found = Printable.of(textAt(place, lines), 512);
        assertThat(found.equals(text) || found.replace("' of '", "@").equals(text))
                .as("%s is %s, but there stands %s", name, text, found)
                .isTrue();
    }

    private static Map<String, String> texts(MailEvent event) {
        var texts = new TreeMap<String, String>();
        for (RecordComponent each : event.getClass().getRecordComponents()) {
            if (each.getType() == String.class && !OF_NO_PLACE.contains(each.getName())) {
                try {
                    var accessor = each.getAccessor();
                    accessor.setAccessible(true);
                    if (accessor.invoke(event) instanceof String text && !text.isEmpty()) {
                        texts.put(each.getName(), text);
                    }
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return texts;
    }

    private static Address addressOf(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(Address.parse(bytes, 0, bytes.length), text);
    }

    private String textAt(Origins.Place place, List<String> lines) {
        if (origins.isDecoded()) {
            int begin = origins.from();
            return new String(
                    Arrays.copyOfRange(origins.bytes(), begin + place.from(), begin + place.to()),
                    StandardCharsets.UTF_8);
        }
        var line = lines.get((int) place.line() - 1);
        var bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return new String(
                Arrays.copyOfRange(bytes, place.from(), place.to()), StandardCharsets.UTF_8);
    }

    private Reading read(String line) {
        // In the middle of other bytes, as a reader of files has it
        var bytes = ("xyz" + line + "\nmore").getBytes(StandardCharsets.ISO_8859_1);
        int to = bytes.length - 5;
        number++;
        origins.begin(number, bytes, 3, to);
        return log.read(bytes, 3, to, 0, number, SampleLog.RECEIVED_AT);
    }

    @Test
    void theSameTextInAPlaceOfTheClientsIsNotTheOrigin() {
        // Given
        var line =
                "Nov 23 06:52:57 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]:"
                        + " 554 5.7.1 <192.0.2.7>: Relay access denied; from=<192.0.2.7>"
                        + " to=<192.0.2.7> proto=ESMTP helo=<192.0.2.7>";
        // When
        var reading = (Reading.Recognised) read(line);
        // Then
        var offence = (MailEvent.Offence) reading.event();
        assertThat(from(offence.address())).isEqualTo(line.indexOf("[192.0.2.7]") + 1);
        assertThat(from(offence.sender())).isEqualTo(line.indexOf("from=<") + 6);
        assertThat(from(offence.recipient())).isEqualTo(line.indexOf("to=<") + 4);
        assertThat(from(offence.helo())).isEqualTo(line.indexOf("helo=<") + 6);
        assertThat(from(offence.code())).isEqualTo(line.indexOf("554"));
        assertThat(from(offence.stage())).isEqualTo(line.indexOf("RCPT"));
        assertThat(from(offence.text())).isEqualTo(line.indexOf("<192.0.2.7>: Relay"));
        assertThat(origins.marks())
                .contains(
                        new Origins.Mark(
                                "queue-id",
                                new Origins.Place(
                                        1,
                                        line.indexOf("NOQUEUE"),
                                        line.indexOf(": reject"),
                                        line)));
    }

    @Test
    void aValueThatWasRememberedIsOfTheEarlierLine() {
        // Given
        var login =
                "Nov 23 06:52:57 mx1 dovecot: imap-login: Login: user=<joe>, method=PLAIN,"
                        + " rip=192.0.2.8, lip=192.0.2.1, mpid=3, TLS, session=<abc>";
        read(login);
        // When
        var reading =
                (Reading.Recognised)
                        read(
                                "Nov 23 06:53:57 mx1 dovecot: imap(joe)<3><abc>: Logged out in=1 out=2");
        // Then
        var place = origins.of(reading.event().address());
        assertThat(place)
                .isEqualTo(
                        new Origins.Place(
                                1, login.indexOf("192.0.2.8"), login.indexOf(", lip"), login));
    }

    @Test
    void anotherObjectThatIsEqualHasNoPlace() {
        var reading =
                (Reading.Recognised)
                        read(
                                "Nov 23 06:52:57 mx1 postfix/smtpd[1]: warning: unknown[192.0.2.7]: SASL"
                                        + " LOGIN authentication failed: x");

        assertThat(origins.of(reading.event().address())).isNotNull();
        assertThat(origins.of(Address.parse("192.0.2.7"))).isNull();
    }

    private int from(@Nullable Object value) {
        return place(value).from();
    }

    private Origins.Place place(@Nullable Object value) {
        return Objects.requireNonNull(origins.of(value), () -> value + " is of no place");
    }
}
