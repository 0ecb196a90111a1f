package org.popauth.cli.instance;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.terminal.CommandFailed;
import picocli.CommandLine.Option;

/// Options that say which instance to ask.
public final class InstanceOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:POPAUTH_DATA:-data}",
            description = {
                "The data directory of an instance on this machine, as given to `popauth up`.",
                "Default: $POPAUTH_DATA, else data"
            })
    Path data;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The address of an instance, e.g. http://127.0.0.1:8080, instead of --data.")
    @Nullable URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = {
                "The file with the token of the instance's API.",
                "Default: api-token in the data directory; none with --url"
            })
    @Nullable Path tokenFile;

    /// The API of the instance.
    ///
    /// @throws CommandFailed when there is no sign of an instance
    public DecisionApi open() {
        return new DecisionApi(
                url != null ? named(url) : new DataDirectory(data).instance(tokenFile));
    }

    private Instance named(URI url) {
        var scheme = url.getScheme();
        if (!("http".equals(scheme) || "https".equals(scheme)) || url.getHost() == null) {
            throw new CommandFailed(
                    "not the address of an instance: "
                            + url
                            + "; it is like http://127.0.0.1:8080");
        }
        var base = URI.create(url.toString().replaceAll("/+$", ""));
        var whenDown = "check the address, and that the instance is running";
        return tokenFile == null
                ? new Instance(base, null, "no --token-file was given", whenDown)
                : new Instance(base, TokenFile.read(tokenFile), tokenFile.toString(), whenDown);
    }
}
