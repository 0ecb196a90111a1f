package org.popauth.cli.explain;

import java.util.Locale;
import org.popauth.maillog.Reading;

/// Why a line was ignored, as programs are told it.
final class Reasons {

    private Reasons() {}

    /// `own-fault`, `not-a-mail-daemon` ...
    static String key(Reading.Ignored ignored) {
        return ignored.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
