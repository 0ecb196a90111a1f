package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.popauth.events.MailEvent;

/// Whatever a client sends, the line is about the client that sent it, and says of it what it said.
///
/// Into each place of each line of the corpus that a client fills goes each text of [Plants]; a
/// number of them, always the same, unless the system property `plants` is `all`.
class PlantedTextTest {

    private static final List<CorpusCase> CASES = CorpusCase.all();
    private static final List<String> PLANTS = Plants.all(CASES);
    private static final boolean ALL = "all".equals(System.getProperty("plants"));
    private static final int PLANTS_PER_HOLE = 300;
    private static final int SHOWN_MAX = 5;

    /// Where a client may still change what is said of itself: hide its own offence, because the
    /// daemon prints a name without quotes and the line is then not read at all, or turn one kind
    /// into another by text that Postfix prints as it came. No other client is ever named.
    private static final Set<String> MAY_CHANGE_ITS_OWN =
            Set.of(
                    "appleimap/appleimap.yaml",
                    "courier/courier.yaml",
                    "cucipop/cucipop.yaml",
                    "dovecot/auth.yaml",
                    "dovecot/logins.yaml",
                    "exim/exim.yaml",
                    "gnupop3d/gnupop3d.yaml",
                    "header/mailboxes.yaml",
                    "horde/horde.yaml",
                    "opensmtpd/opensmtpd.yaml",
                    "perdition/perdition.yaml",
                    "popa3d/popa3d.yaml",
                    "postfix/forged.yaml",
                    "postfix/others.yaml",
                    "postfix/refusals.yaml",
                    "qmail/patches.yaml",
                    "qpopper/qpopper.yaml",
                    "roundcube/roundcube.yaml",
                    "sendmail/sendmail.yaml",
                    "sogo/sogo.yaml",
                    "solidpop3d/solidpop3d.yaml",
                    "uwimap/uwimap.yaml",
                    "vm-pop3d/vm-pop3d.yaml",
                    "vpopmail/vpopmail.yaml");

    /// Lines that are judged by what the client said.
    private static final String JUDGED_BY_CLIENTS_TEXT = "postfix/goodbye.yaml";

    @TestFactory
    Stream<DynamicTest> plantedTextChangesNeitherClientNorKind() {
        return CASES.stream()
                .filter(each -> !each.file().equals(JUDGED_BY_CLIENTS_TEXT))
                .filter(each -> !Hole.of(each, each.read()).isEmpty())
                .map(
                        each ->
                                DynamicTest.dynamicTest(
                                        each.file() + ": " + each.name(), () -> check(each)));
    }

    private static void check(CorpusCase each) {
        // Given
        var reading = each.read();
        var broken = new ArrayList<String>();

        // When
        for (var hole : Hole.of(each, reading)) {
            for (var plant : plants(hole)) {
                var written = hole.filled(ClientText.asWritten(hole, plant));
                note(broken, written, each.read(written), other -> isRight(each, reading, other));
            }
        }

        // Then
        assertThat(broken.stream().limit(SHOWN_MAX))
                .as("%s: %d lines", each.file(), broken.size())
                .isEmpty();
    }

    private static void note(
            List<String> broken, String line, Reading reading, Predicate<Reading> isRight) {
        if (!isRight.test(reading)) {
            broken.add(line + "\n    is read as " + brief(reading));
        }
    }

    private static boolean isRight(CorpusCase each, Reading one, Reading other) {
        return MAY_CHANGE_ITS_OWN.contains(each.file())
                ? !isForged(one, other)
                : isTheSame(one, other);
    }

    /// True when the client has put words into the daemon's mouth: another client, or a log-in.
    private static boolean isForged(Reading one, Reading other) {
        if (!(other instanceof Reading.Recognised made)
                || made.event() instanceof MailEvent.LoggedOut) {
            return false;
        }
        return !(one instanceof Reading.Recognised said)
                || !said.event().address().equals(made.event().address())
                || said.event() instanceof MailEvent.LoginSucceeded
                        != made.event() instanceof MailEvent.LoginSucceeded;
    }

    private static List<String> plants(Hole hole) {
        if (ALL) {
            return PLANTS;
        }
        var random = new Random(hole.toString().hashCode());
        return random.ints(PLANTS_PER_HOLE, 0, PLANTS.size()).mapToObj(PLANTS::get).toList();
    }

    private static boolean isTheSame(Reading one, Reading other) {
        if (!(one instanceof Reading.Recognised said)) {
            return !(other instanceof Reading.Recognised);
        }
        return other instanceof Reading.Recognised too && isTheSame(said.event(), too.event());
    }

    private static boolean isTheSame(MailEvent one, MailEvent other) {
        return one.getClass() == other.getClass()
                && one.address().equals(other.address())
                && one.host().equals(other.host())
                && kind(one).equals(kind(other));
    }

    private static String brief(Reading reading) {
        return reading instanceof Reading.Recognised said
                ? said.event().getClass().getSimpleName()
                        + " "
                        + kind(said.event())
                        + " of "
                        + said.event().address()
                : reading.toString();
    }

    private static String kind(MailEvent event) {
        return event instanceof MailEvent.Offence offence ? offence.kind().toString() : "";
    }
}
