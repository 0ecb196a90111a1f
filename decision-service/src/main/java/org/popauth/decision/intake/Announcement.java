package org.popauth.decision.intake;

import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;
import org.popauth.events.Decision;
import org.popauth.events.Measure;

/// A decision as a line of the log: a sentence, then always the same keys.
final class Announcement {

    private Announcement() {}

    static String of(Decision decision) {
        var until = decision instanceof Decision.Made made ? made.until() : decision.at();
        return sentence(decision)
                + ": client="
                + decision.client()
                + " measure="
                + decision.measure()
                + " rule="
                + decision.rule()
                + " until="
                + until.truncatedTo(ChronoUnit.SECONDS)
                + " reason="
                + decision.reason();
    }

    private static String sentence(Decision decision) {
        boolean ended = decision instanceof Decision.Withdrawn;
        boolean real = !decision.simulated();
        var what =
                switch (decision.measure()) {
                    case RELAY -> real ? "may relay" : "might relay";
                    case REJECT -> real ? "is rejected" : "would be rejected";
                    case DROP -> real ? "is dropped" : "would be dropped";
                };
        return "client " + what + (ended ? " no longer" : "") + (real ? "" : ", simulated only");
    }

    /// Log-ins come by the thousand, and a measure that stands already is told again only because
    /// tables list one more address: neither is news.
    static Logger.Level level(Decision decision) {
        boolean again =
                decision instanceof Decision.Made made && made.from().isBefore(decision.at());
        return again || decision.measure() == Measure.RELAY
                ? Logger.Level.DEBUG
                : Logger.Level.INFO;
    }
}
