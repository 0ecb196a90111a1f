package org.popauth.cli.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.popauth.cli.terminal.CommandFailed;

/// A file with the secret of an instance's API, on one line.
final class TokenFile {

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,1024}");

    private TokenFile() {}

    static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            var token = new String(in.readNBytes(2048), StandardCharsets.ISO_8859_1).strip();
            if (!TOKEN.matcher(token).matches()) {
                throw new CommandFailed(
                        file + " does not hold a token: one line of ASCII, no spaces");
            }
            return token;
        } catch (NoSuchFileException e) {
            throw new CommandFailed("the token file " + file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new CommandFailed(
                    "may not read the token file " + file + "; run as the user who runs popAuth",
                    e);
        } catch (IOException e) {
            throw new CommandFailed(
                    "cannot read the token file " + file + ": " + e.getMessage(), e);
        }
    }
}
