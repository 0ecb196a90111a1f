package org.popauth.standalone;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps the log quiet while an instance starts: the libraries from before Quarkus reads the levels
/// of the log, and the services about what is still on its way.
///
/// Broker, database and services start at the same time, so that they miss each other at first, and
/// on a busy machine threads wait for the processor. None of it is a fault: what keeps a start from
/// its end is said in a line of its own, by a [org.popauth.standalone.fault.StartFailure] or by
/// [Pages#awaitReady].
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

    /// Those that application.properties silences, which tell of databases that do not answer yet,
    /// and of threads that wait.
    private static final List<Logger> SILENT_UNTIL_READY =
            List.of(
                    Logger.getLogger("io.agroal.pool"),
                    Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker"),
                    Logger.getLogger("org.popauth.decision.health.Troubles"),
                    Logger.getLogger("org.popauth.report.projection.ReadTopics"));

    private QuietStart() {}

    static void apply() {
        ROOT.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    /// The start is over: from now on all of it is told.
    static void end() {
        SILENT_UNTIL_READY.stream()
                .filter(logger -> Level.OFF.equals(logger.getLevel()))
                .forEach(logger -> logger.setLevel(null));
    }
}
