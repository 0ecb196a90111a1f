package org.popauth.ingest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.ingest.IngestConfig.From;
import org.popauth.ingest.IngestConfig.SourceConfig;
import org.popauth.ingest.journal.JournalSettings;
import org.popauth.ingest.journal.Senders;
import org.popauth.ingest.source.SourceSpec;

/// The sources that the configuration asks for, checked.
final class ConfiguredSources {

    private static final String HOST_ALLOWED =
            "must be 1 to 255 letters, digits, or the characters . - _ :";

    private final IngestConfig config;

    private ConfiguredSources(IngestConfig config) {
        this.config = config;
    }

    /// @throws BadSetting when one cannot work
    static List<SourceSpec> of(IngestConfig config) {
        var specs = new ArrayList<SourceSpec>();
        var sources = new ConfiguredSources(config);
        config.sources().forEach((name, source) -> specs.add(sources.spec(name, source)));
        rejectTwice(specs);
        return specs;
    }

    private SourceSpec spec(String name, SourceConfig source) {
        var host = host(name, source);
        var zone = zone(name, source);
        var spec =
                switch (source.type()) {
                    case FILE ->
                            new SourceSpec.LogFile(
                                    name,
                                    host,
                                    zone,
                                    filePath(name, source),
                                    source.follow(),
                                    source.from() == From.END);
                    case PIPE -> new SourceSpec.NamedPipe(name, host, zone, pipePath(name, source));
                    case JOURNAL -> journal(name, host, zone, source);
                    case STDIN -> new SourceSpec.StandardInput(name, host, zone, source.follow());
                    case KAFKA -> topic(name, host, zone, source);
                    case UDP, TCP, TLS ->
                            new ConfiguredListener(name, source)
                                    .spec(host, zone, config.lineBytesMax());
                };
        var unused = senders(name, source);
        if (spec.id().length() > EventId.SOURCE_CHARS_MAX) {
            throw new BadSetting(
                    key(name, "path"),
                    spec.id(),
                    "too long; host and path may have "
                            + EventId.SOURCE_CHARS_MAX
                            + " characters together");
        }
        return spec;
    }

    private static SourceSpec journal(
            String name, MailHost host, ZoneId zone, SourceConfig source) {
        var path = source.path().map(p -> p.toAbsolutePath().normalize()).orElse(null);
        if (path != null && Files.notExists(path)) {
            throw new BadSetting(
                    key(name, "path"), path, "there is no such directory of journal files");
        }
        return new SourceSpec.Journal(
                name,
                host,
                zone,
                path,
                senders(name, source),
                matches(name, source),
                source.follow(),
                source.from() == From.END);
    }

    private static SourceSpec topic(String name, MailHost host, ZoneId zone, SourceConfig source) {
        if (!source.topic().matches("[A-Za-z0-9._-]{1,249}")) {
            throw new BadSetting(
                    key(name, "topic"),
                    source.topic(),
                    "must be the name of a topic: at most 249 letters, digits, and . _ -");
        }
        if (source.group().isBlank()) {
            throw new BadSetting(key(name, "group"), "", "must be the name of a consumer group");
        }
        return new SourceSpec.Topic(
                name, host, zone, source.topic(), source.group(), source.from() == From.END);
    }

    private static Senders senders(String name, SourceConfig source) {
        try {
            return JournalSettings.senders(source);
        } catch (IllegalArgumentException e) {
            throw new BadSetting(
                    key(name, "uids"),
                    source.uids(),
                    "must be numbers of users and ranges, such as 0-999,5000");
        }
    }

    private static List<String> matches(String name, SourceConfig source) {
        for (var match : source.matches()) {
            if (!match.equals("+") && !match.matches("[A-Z0-9_]{1,64}=.*")) {
                throw new BadSetting(
                        key(name, "matches"),
                        match,
                        "must be as journalctl takes it, such as SYSLOG_FACILITY=2");
            }
        }
        return source.matches();
    }

    private MailHost host(String name, SourceConfig source) {
        var own = source.host();
        var key = own.isPresent() ? key(name, "host") : "ingest.host";
        var text = own.or(config::host).orElseGet(ConfiguredSources::machineName);
        try {
            return new MailHost(text);
        } catch (IllegalArgumentException e) {
            throw new BadSetting(key, text, HOST_ALLOWED);
        }
    }

    private ZoneId zone(String name, SourceConfig source) {
        var key = source.zone().isPresent() ? key(name, "zone") : "ingest.zone";
        var text = source.zone().or(config::zone).orElse("");
        try {
            return text.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadSetting(
                    key, text, "must be a time zone, such as Europe/Berlin, UTC or +01:00");
        }
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static Path path(String name, SourceConfig source, String what) {
        Optional<Path> path = source.path();
        if (path.isEmpty() || path.get().toString().isEmpty()) {
            throw new BadSetting(key(name, "path"), "", "is missing: the path of " + what);
        }
        var absolute = path.get().toAbsolutePath().normalize();
        var directory = absolute.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new BadSetting(key(name, "path"), absolute, "there is no directory " + directory);
        }
        if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            throw new BadSetting(
                    key(name, "path"),
                    absolute,
                    "the directory "
                            + directory
                            + " cannot be read; let this service's user or group read it");
        }
        return absolute;
    }

    private static Path filePath(String name, SourceConfig source) {
        var path = path(name, source, "a log file");
        var facts = facts(path);
        if (facts != null && !facts.isRegularFile()) {
            throw new BadSetting(
                    key(name, "path"),
                    path,
                    facts.isOther()
                            ? "is no file; a named pipe needs type=pipe"
                            : "is a directory; give the path of a log file");
        }
        if (facts == null && !source.follow()) {
            throw new BadSetting(
                    key(name, "path"), path, "does not exist; only with follow=true it may come");
        }
        return path;
    }

    private static Path pipePath(String name, SourceConfig source) {
        var path = path(name, source, "a named pipe");
        var facts = facts(path);
        if (facts != null && !facts.isOther()) {
            throw new BadSetting(
                    key(name, "path"),
                    path,
                    "is no named pipe; remove it, or use type=file to read a file");
        }
        if (facts == null && !Files.isWritable(path.getParent())) {
            throw new BadSetting(
                    key(name, "path"),
                    path,
                    "cannot be created; create it with 'mkfifo -m 600' for this service's user");
        }
        return path;
    }

    private static @Nullable BasicFileAttributes facts(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            return null;
        }
    }

    private static void rejectTwice(List<SourceSpec> specs) {
        Map<String, String> names = new HashMap<>();
        for (var spec : specs) {
            var other = names.put(spec.id(), spec.name());
            if (other != null) {
                throw new BadSetting(
                        key(spec.name(), "path"),
                        spec.id(),
                        "is read by source \"" + other + "\" already; read it once");
            }
        }
    }

    static String key(String source, String key) {
        return "ingest.sources.\"" + source + "\"." + key;
    }
}
