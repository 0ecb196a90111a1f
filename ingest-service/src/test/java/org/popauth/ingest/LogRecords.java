package org.popauth.ingest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/// What a package logs while a test runs.
final class LogRecords extends Handler {

    private final Logger logger;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    LogRecords(String category) {
        logger = Logger.getLogger(category);
        logger.addHandler(this);
    }

    String text() {
        return String.join("\n", messages);
    }

    @Override
    public void publish(LogRecord logged) {
        messages.add(
                logged instanceof ExtLogRecord ext
                        ? ext.getFormattedMessage()
                        : String.valueOf(logged.getMessage()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
