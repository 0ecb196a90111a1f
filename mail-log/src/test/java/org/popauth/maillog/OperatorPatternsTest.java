package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.maillog.patterns.BadPatterns;
import org.popauth.maillog.patterns.Fault;

/// A file of patterns is right, or it is told where it is wrong.
class OperatorPatternsTest {

    static final Path GOOD = Path.of("src/test/resources/patterns/good.yaml");

    /// One pattern; `%` stands for its text.
    private static final String ONE =
            """
            patterns:
              - name: x-login
                programs: xd
                event: login-failed
                service: imap
                pattern: %
                samples:
                  - line: 'Nov 23 06:52:57 mx1 xd[1]: bad login of joe from 192.0.2.9'
                    gives: {client: 192.0.2.9}
            """;

    private static final String RIGHT = "'bad login of (?P<user>[^ ]+) from (?P<client>[^ ]+)'";

    @Test
    void aFileThatIsRightIsReadWithItsSamples() throws IOException, BadPatterns {
        var patterns = OperatorPatterns.read(GOOD);

        assertThat(patterns.names())
                .hasSize(12)
                .startsWith("lightmail-login-failed", "lightmail-login");
    }

    @Test
    void aPatternByWhichAClientCanHideIsWarnedOf() throws IOException, BadPatterns {
        var warnings = OperatorPatterns.read(GOOD).warnings();

        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst().toString())
                .contains(
                        "good.yaml:109:5: a client can hide: with a user like \"x"
                                + " ip=198.51.100.99\"");
    }

    @Test
    void thePatternOfTheOtherTestsIsRight() throws BadPatterns {
        assertThat(OperatorPatterns.of("p.yaml", bytes(ONE.replace("%", RIGHT))).names())
                .containsExactly("x-login");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
            'bad (?P<adress>.+)' ~ 6:23 ~ unknown group "adress"; groups are client, user,
            'bad \\b(?P<client>.+)' ~ 6:19 ~ \\b has no meaning here
            'bad login (?i)of (?P<client>.+)' ~ 6:25 ~ after ( only
            'bad login (?U:of) (?P<client>.+)' ~ 6:25 ~ after ( only
            'it''s (?P<client>.+)$ x' ~ 6:35 ~ $ has no meaning here
            'bad login|(?P<client>.+)' ~ 6:24 ~ an alternative of the whole pattern
            'bad login (?:of (?P<client>.+))' ~ 6:31 ~ group client must stand in no other group
            'bad login (?P<client>.+)?' ~ 6:25 ~ group client must stand in no other group
            'bad login (?P<user>.+)' ~ 6:14 ~ group client is missing
            'bad login [' ~ 6:25 ~ there is no ] for this [
            'bad login (?P<client>.+' ~ 6:25 ~ there is no ) for this (
            'bad login (?P<client>.+) (?P<client>.+)' ~ 6:44 ~ there are two groups client
            'bad login (?P<client>.+) (?P<zone>.+)' ~ 6:40 ~ a login-failed has no group zone
            'bad login (?=x)(?P<client>.+)' ~ 6:25 ~ after ( only
            'bad login \\1(?P<client>.+)' ~ 6:25 ~ RE2 knows no \\1
            'bad a** (?P<client>.+)' ~ 6:20 ~ invalid nested repetition operator
            '.*(?P<client>.+)' ~ 6:15 ~ the pattern needs 3 characters in a row
            'bad login (?:(?:x{90}){90}){90} (?P<client>.+)' ~ 6:40 ~ the pattern is too large
            'bad login of (?P<user>[^ ]+) to (?P<client>[^ ]+)' ~ 8:9 ~ this sample is not matched: the pattern does not fit
            'bad login of joe from .*(?P<client>[0-9.]+)' ~ 8:9 ~ it can be read in two ways
            """)
    void aPatternThatIsWrongIsNamedWithItsPlace(String pattern, String place, String message) {
        var file = bytes(ONE.replace("%", pattern.replace("\\\\", "\\")));

        assertThat(faults(file).faults())
                .anySatisfy(
                        fault ->
                                assertThat(fault.toString())
                                        .startsWith("p.yaml:" + place + ": ")
                                        .contains(message.replace("\\\\", "\\")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            name: x-login | name: X Login | 2:11 | a name has 1 to 63 small letters
            name: x-login | nam: x-login | 2:5 | unknown key "nam"; keys are after, event
            name: x-login | name: [x] | 2:11 | here must be a text
            programs: xd | programs: '*' | 3:15 | is no name of a program
            programs: xd | programs: last | 3:15 | is no name of a program
            programs: xd | programs: [xd, 'a b'] | 3:15 | is no name of a program
            programs: xd | programs: other | 8:9 | its program is not in "programs"
            event: login-failed | event: login-fail | 4:12 | unknown event; events are login-succeeded,
            event: login-failed | event: offence | 2:5 | key "kind" is missing
            event: login-failed | kind: pregreet | 2:5 | key "event" is missing
            service: imap | name: y | 5:5 | key "name" is there twice
            service: imap | after: z | 2:5 | after: "z" is no pattern with event: first-line
            service: imap | within: 3d | 5:13 | a time is 30s, 10m or 2h
            client: 192.0.2.9 | client: 192.0.2.8 | 8:9 | this sample gives client "192.0.2.9", not "192.0.2.8"
            client: 192.0.2.9 | user: joe | 9:16 | a sample says at least which client
            client: 192.0.2.9 | client: 192.0.2.9, user: jo | 8:9 | this sample gives user "joe", not "jo"
            client: 192.0.2.9 | client: 192.0.2.9, zone: jo | 9:16 | a login-failed gives no "zone"
            patterns: | pattern: | 1:1 | unknown key "pattern"; keys are patterns
            patterns: | patterns: } | 1:11 | not YAML
            patterns: | patterns: x | 2:9 | not YAML
            patterns: | - patterns: | 1:1 | here must be a mapping
            """)
    void whatElseIsWrongIsNamedWithItsPlace(
            String right, String wrong, String place, String message) {
        var file = bytes(ONE.replace("%", RIGHT).replace(right, wrong));

        assertThat(faults(file).faults())
                .anySatisfy(
                        fault ->
                                assertThat(fault.toString())
                                        .startsWith("p.yaml:" + place + ": ")
                                        .contains(message));
    }

    @Test
    void aLineThatMustNotBeMatchedAndIsIsNamed() {
        var file =
                ONE.replace("%", RIGHT)
                        + """
                            not:
                              - 'Nov 23 06:52:57 mx1 xd[1]: bad login of anna from 192.0.2.9'
                        """;

        assertThat(faultOf(bytes(file)).toString())
                .isEqualTo("p.yaml:11:9: this line must not be matched, and is");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        var file = ONE.replace("%", "'a|b'").replace("programs: xd", "programs: '*'");

        assertThat(faults(bytes(file))).message().hasLineCount(2);
    }

    @Test
    void aFileThatIsNoTextIsRefused() {
        assertThat(faultOf(new byte[] {(byte) 0xff, 'a'}).message()).contains("not UTF-8");
        assertThat(faultOf(new byte[0]).message()).contains("the file is empty");
        assertThat(faultOf(new byte[300_000]).message()).contains("larger than 262144 bytes");
        assertThat(faultOf(bytes("a: &x [*x]\n\u0000")).message()).contains("not YAML");
        assertThat(faultOf(bytes("[[[[[[[[[[[[[[[[[[[[[[")).message()).contains("not YAML");
    }

    @Test
    void atMostTwoHundredPatternsAreRead() {
        var one = ONE.replace("%", RIGHT).substring("patterns:\n".length());
        var all = new StringBuilder("patterns:\n");
        for (int i = 0; i < 201; i++) {
            all.append(one.replace("x-login", "x-" + i));
        }

        assertThat(faultOf(bytes(all.toString())).message()).contains("more than 200 patterns");
    }

    private static Fault faultOf(byte[] file) {
        return faults(file).faults().getFirst();
    }

    private static BadPatterns faults(byte[] file) {
        return Objects.requireNonNull(
                catchThrowableOfType(BadPatterns.class, () -> OperatorPatterns.of("p.yaml", file)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
