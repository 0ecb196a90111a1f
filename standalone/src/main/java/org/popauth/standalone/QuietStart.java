package org.popauth.standalone;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps the libraries quiet from before Quarkus reads the levels of the log: what comes before
/// that is printed when the start fails.
final class QuietStart {

    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger OURS = Logger.getLogger("org.popauth");

    /// Held, because the JDK forgets loggers that nobody holds, and their levels.
    private static final List<Logger> QUIET =
            List.of(
                    Logger.getLogger("kafka"),
                    Logger.getLogger("kafka.server.ControllerApis"),
                    Logger.getLogger("org.apache.kafka"),
                    Logger.getLogger("state.change.logger"));

    private QuietStart() {}

    static void apply() {
        ROOT.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    }
}
