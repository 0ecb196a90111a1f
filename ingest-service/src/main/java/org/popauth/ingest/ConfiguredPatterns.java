package org.popauth.ingest;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Path;
import org.popauth.maillog.OperatorPatterns;
import org.popauth.maillog.patterns.BadPatterns;
import org.popauth.maillog.patterns.Patterns;

/// The operator's patterns that the configuration asks for, checked.
final class ConfiguredPatterns {

    private static final String KEY = "ingest.patterns";

    private ConfiguredPatterns() {}

    /// @throws BadSetting when the file must not be used; the message has a line for each mistake
    static Patterns of(IngestConfig config) {
        return config.patterns().map(ConfiguredPatterns::read).orElse(Patterns.NONE);
    }

    private static Patterns read(Path file) {
        try {
            var patterns = OperatorPatterns.read(file);
            Log.infof("patterns=%s file=%s", String.join(",", patterns.names()), file);
            patterns.warnings().forEach(each -> Log.warnf("%s", each));
            return patterns;
        } catch (IOException e) {
            throw new BadSetting(
                    KEY, file, "cannot be read (" + e + "); let this service's user read it");
        } catch (BadPatterns e) {
            throw new BadSetting(KEY, file, "is not right:\n" + e.getMessage());
        }
    }
}
