package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.cli.doctor.checks.Rsyslog.Kind;
import org.popauth.cli.doctor.checks.Rsyslog.Target;

class SyslogNgTest {

    private static final String DESTINATIONS =
            """
            destination d_mail { file("/var/log/mail.log" perm(0640)); };
            destination d_popauth { pipe("/run/popauth/mail.pipe" template("${MSG};}\\n")); };
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "facility(mail)~YES",
                "facility(auth, mail);~YES",
                "not facility(auth, authpriv, mail) and not filter(f_dbg)~NO",
                "facility(mail) and not filter(f_dbg)~YES",
                "facility(mail) and filter(f_dbg)~NO",
                "level(err .. emerg) ;~NO",
                "level(info,notice,warn) and not facility(auth)~YES",
                "level(debug..notice)~YES",
                "facility(mail) and program(\"postfix\")~MAYBE",
                "facility(auth) and program(\"postfix\")~NO",
                "facility(mail) or program(\"postfix\")~YES",
                "not (facility(auth) or level(debug))~YES",
                "filter(f_none)~MAYBE",
                "filter(f_self)~MAYBE",
                "facility(mail) facility(mail)~MAYBE",
                "\"${PROGRAM}\" eq \"postfix\"~MAYBE",
                "(facility(mail)~MAYBE",
                "''~MAYBE"
            })
    void aFilterLetsMailLinesPassOrNotOrNobodyKnows(String expression, Takes takes) {
        var named = Map.of("f_dbg", "level(debug);", "f_self", "not filter(f_self);");

        assertThat(new SyslogNgFilter(named).of(expression)).isEqualTo(takes);
    }

    @Test
    void destinationsBehindFiltersAreFound() {
        var settings =
                new SyslogNg(
                        DESTINATIONS
                                + """
                                # log { destination(d_none); };
                                filter f_mail { facility(mail); };
                                log { source(s_src); filter(f_mail); destination(d_mail); };
                                log { filter(f_mail); log { destination(d_popauth); }; };
                                log { filter { facility(auth); }; destination { file("/a"); }; };
                                log { destination { kafka-c(topic("syslog")); }; };
                                """);

        assertThat(settings.mail())
                .containsExactly(
                        new Target(Kind.FILE, "/var/log/mail.log", "", true),
                        new Target(Kind.PIPE, "/run/popauth/mail.pipe", "", false),
                        new Target(Kind.KAFKA, "syslog", "ng", false));
        assertThat(settings.paths()).containsExactly("/var/log/mail.log");
        assertThat(settings.unfollowed()).isEmpty();
    }

    @Test
    void whatDependsOnMoreIsNotFollowed() {
        var settings =
                new SyslogNg(
                        DESTINATIONS
                                + """
                                log { filter { program("postfix"); }; destination(d_mail); };
                                log { if (facility(mail)) { destination(d_mail); }; };
                                """);

        assertThat(settings.mail()).isEmpty();
        assertThat(settings.unfollowed())
                .containsExactly(
                        "destination(d_mail)", "if (facility(mail)) { destination(d_mail); }");
    }
}
