package org.popauth.cli.text;

import org.popauth.cli.terminal.Paint;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.Printable;

/// A decision in one line.
public final class DecisionText {

    private static final int REASON_CHARS_MAX = 240;

    private DecisionText() {}

    /// The rule and the reason, in words.
    public static String why(Decision decision) {
        return Printable.of(decision.rule(), 64)
                + ": "
                + Printable.of(decision.reason(), REASON_CHARS_MAX)
                + (decision.by().equals("popauth") ? "" : " (by " + by(decision) + ")")
                + (decision.simulated() ? " [simulated: not enforced]" : "");
    }

    private static String by(Decision decision) {
        return Printable.of(decision.by(), 64);
    }

    /// The colour of a measure.
    public static Paint paint(Measure measure) {
        return switch (measure) {
            case RELAY -> Paint.GOOD;
            case REJECT -> Paint.ODD;
            case DROP -> Paint.BAD;
        };
    }
}
