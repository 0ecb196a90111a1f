package org.popauth.standalone;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.OperatorPatterns;
import org.popauth.maillog.patterns.BadPatterns;
import org.popauth.maillog.patterns.Patterns;
import org.popauth.standalone.fault.StartFailure;

/// `--patterns FILE`: checked before anything starts, and handed to ingest-service.
record PatternOption(@Nullable Path file) {

    private static final String SETTING = "ingest.patterns";

    /// The patterns; none without a file.
    ///
    /// @throws StartFailure when the file must not be used
    Patterns read() {
        if (file == null) {
            return Patterns.NONE;
        }
        try {
            return OperatorPatterns.read(file);
        } catch (NoSuchFileException e) {
            throw new StartFailure("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new StartFailure("may not read " + file + ": permission denied", e);
        } catch (IOException e) {
            throw new StartFailure(
                    "cannot read the patterns in " + file + ": " + e.getMessage(), e);
        } catch (BadPatterns e) {
            throw new StartFailure(String.valueOf(e.getMessage()).lines().toList(), e);
        }
    }

    /// The settings and the file.
    Settings in(Settings settings) {
        return file == null
                ? settings
                : settings.with(SETTING, file.toAbsolutePath().normalize().toString());
    }
}
