package org.popauth.standalone;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.popauth.events.Printable;

/// Makes every log message safe to print: part of it may come from a log line, and with it from an
/// attacker.
@LoggingFilter(name = "printable")
public final class PrintableLog implements Filter {

    private static final int CHARS_MAX = 4096;

    @Override
    public boolean isLoggable(LogRecord message) {
        var text =
                message instanceof ExtLogRecord extended
                        ? extended.getFormattedMessage()
                        : message.getMessage();
        if (text != null) {
            var safe = Printable.of(text, CHARS_MAX);
            if (!safe.equals(text)) {
                replace(message, safe);
            }
        }
        return true;
    }

    private static void replace(LogRecord message, String text) {
        message.setParameters(null);
        if (message instanceof ExtLogRecord extended) {
            extended.setMessage(text, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            message.setMessage(text);
        }
    }
}
