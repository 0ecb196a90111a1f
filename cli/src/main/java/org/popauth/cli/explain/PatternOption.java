package org.popauth.cli.explain;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.terminal.CommandFailed;
import org.popauth.cli.terminal.Terminal;
import org.popauth.maillog.OperatorPatterns;
import org.popauth.maillog.patterns.BadPatterns;
import org.popauth.maillog.patterns.Patterns;

/// What `--patterns FILE` and `--check` do. Nothing of it is loaded when they are not given.
final class PatternOption {

    private PatternOption() {}

    /// The patterns; none when no file is given.
    ///
    /// @param check true to tell that all is right
    static Patterns read(@Nullable Path file, boolean check, Terminal terminal) {
        if (file == null) {
            if (check) {
                throw new CommandFailed("--check needs --patterns FILE: it checks that file");
            }
            return Patterns.NONE;
        }
        var patterns = read(file);
        patterns.warnings().forEach(each -> terminal.err().println("popauth: warning: " + each));
        if (check) {
            int samples = patterns.samples().values().stream().mapToInt(List::size).sum();
            terminal.out()
                    .println(
                            "%s: %d patterns and %d samples, as they should be"
                                    .formatted(file, patterns.names().size(), samples));
        }
        return patterns;
    }

    private static Patterns read(Path file) {
        try {
            return OperatorPatterns.read(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailed("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new CommandFailed("may not read " + file + ": permission denied", e);
        } catch (IOException e) {
            throw new CommandFailed(
                    "cannot read the patterns in " + file + ": " + e.getMessage(), e);
        } catch (BadPatterns e) {
            throw new CommandFailed("the patterns are not right:\n" + e.getMessage(), e);
        }
    }
}
