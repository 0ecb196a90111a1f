package org.popauth.cli.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.terminal.CommandFailed;
import org.popauth.events.Json;

/// The directory of an instance on this machine, in which it leaves its address and its token.
record DataDirectory(Path path) {

    private static final String INSTANCE_FILE = "popauth.json";

    /// The instance that runs on this directory.
    ///
    /// @param otherTokenFile the file to take the token from; null for the directory's own
    Instance instance(@Nullable Path otherTokenFile) {
        var file = path.resolve(INSTANCE_FILE);
        var json = read(file);
        var url = json.path("url").asText();
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new CommandFailed(file + " does not say where its instance is (field 'url')");
        }
        var tokenFile = otherTokenFile != null ? otherTokenFile : path.resolve("api-token");
        var token =
                otherTokenFile == null && Files.notExists(tokenFile)
                        ? null
                        : TokenFile.read(tokenFile);
        return new Instance(
                URI.create(url.replaceAll("/+$", "")),
                token,
                token == null ? "there is no " + tokenFile : tokenFile.toString(),
                whenDown(json.path("pid").asLong()));
    }

    private JsonNode read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Json.mapper().readTree(in.readNBytes(1 << 16));
        } catch (NoSuchFileException e) {
            throw new CommandFailed(
                    "no instance is running on the data directory '"
                            + path
                            + "' (there is no "
                            + file
                            + ").\nStart one with `popauth up`, or say where one is with --data DIR or"
                            + " --url URL --token-file FILE.",
                    e);
        } catch (AccessDeniedException e) {
            throw new CommandFailed(
                    "may not read " + file + "; run as the user who runs popAuth", e);
        } catch (JsonProcessingException e) {
            throw new CommandFailed(file + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new CommandFailed("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private String whenDown(long pid) {
        if (pid > 0 && ProcessHandle.of(pid).isEmpty()) {
            return "its process "
                    + pid
                    + " has ended; start it again with `popauth up --data "
                    + path
                    + "`";
        }
        return "it may still be starting; or start it with `popauth up --data " + path + "`";
    }
}
