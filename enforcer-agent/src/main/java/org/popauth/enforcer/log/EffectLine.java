package org.popauth.enforcer.log;

import java.time.temporal.ChronoUnit;
import org.popauth.enforcer.reconcile.Effect;
import org.popauth.events.Measure;
import org.popauth.events.Printable;

/// One line of `popauth.log`: `<time> <effect> <client> [until <time>] <rule: reason>`.
final class EffectLine {

    private static final int REASON_CHARS_MAX = 400;

    private EffectLine() {}

    /// The line with its line end.
    static String of(Effect effect) {
        var line = new StringBuilder(160);
        line.append(effect.at().truncatedTo(ChronoUnit.MILLIS));
        line.append(' ').append(word(effect)).append(' ').append(effect.client());
        if (effect.until() != null) {
            line.append(" until ").append(effect.until().truncatedTo(ChronoUnit.SECONDS));
        }
        line.append(' ').append(Printable.of(effect.because(), REASON_CHARS_MAX));
        if (effect.detail() != null) {
            line.append(" (").append(Printable.of(effect.detail(), REASON_CHARS_MAX)).append(')');
        }
        return line.append('\n').toString();
    }

    private static String word(Effect effect) {
        return switch (effect.outcome()) {
            case APPLIED -> applied(effect.measure());
            case LIFTED -> "lifted " + effect.measure();
            case REPAIRED -> "repaired " + effect.measure();
            case REFUSED -> "refused " + effect.measure();
            case FAILED -> "failed " + effect.measure();
        };
    }

    private static String applied(Measure measure) {
        return switch (measure) {
            case RELAY -> "granted";
            case REJECT -> "rejected";
            case DROP -> "dropped";
        };
    }
}
