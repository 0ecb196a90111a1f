package org.popauth.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.popauth.ingest.journal.JournalSettings;
import org.popauth.ingest.network.NetworkSettings;
import org.popauth.ingest.topic.TopicSettings;

/// The settings of ingest-service.
@ConfigMapping(prefix = "ingest")
public interface IngestConfig {

    /// The name of the mail host whose logs are read; the name of this machine if not set.
    Optional<String> host();

    /// The time zone of stamps that do not say theirs, e.g. `Europe/Berlin`; that of this machine
    /// if not set.
    Optional<String> zone();

    /// How many bits of an IPv6 address make a client.
    @WithDefault("64")
    @Min(1)
    @Max(128)
    int ipv6PrefixLength();

    /// Where the checkpoints are kept.
    @WithDefault("/var/lib/popauth/ingest")
    Path checkpointDir();

    /// How often checkpoints are written, at most.
    @WithDefault("500ms")
    @NotNull
    @DurationMin(millis = 10)
    @DurationMax(minutes = 1)
    Duration checkpointEvery();

    /// A fixed time for when lines are received, to read old logs as of then, e.g.
    /// `2026-11-23T06:00:00Z`.
    Optional<String> now();

    /// How often a file is looked at when the kernel does not tell of a change.
    @WithDefault("100ms")
    @NotNull
    @DurationMin(millis = 1)
    @DurationMax(minutes = 1)
    Duration pollInterval();

    /// The longest line, in bytes; of a longer one the rest is skipped.
    @WithDefault("65536")
    @Min(1024)
    @Max(1048576)
    int lineBytesMax();

    /// The most events of one source that wait for the broker; more make the source wait.
    @WithDefault("4096")
    @Min(1)
    @Max(1000000)
    int inFlightMax();

    /// After how long without a line a mail host is called silent; 0 for never.
    @WithDefault("1h")
    @NotNull
    Duration silentAfter();

    /// The operator's own patterns, a YAML file, for lines of which popAuth knows nothing.
    Optional<Path> patterns();

    /// The sources, by name.
    Map<String, @Valid SourceConfig> sources();

    /// The kinds of sources.
    enum Type {
        FILE,
        PIPE,
        STDIN,
        JOURNAL,
        UDP,
        TCP,
        TLS,
        KAFKA
    }

    /// How a file or stream is written.
    enum Format {
        /// Lines of a syslog daemon.
        LINES,
        /// As `journalctl -o export` writes it.
        JOURNAL_EXPORT,
        /// As `journalctl -o json` writes it, also `json-seq` and `json-sse`.
        JOURNAL_JSON
    }

    /// Where to begin in a file that has no checkpoint.
    enum From {
        BEGINNING,
        END
    }

    /// The settings of one source.
    interface SourceConfig extends JournalSettings, NetworkSettings, TopicSettings {

        /// What it is.
        Type type();

        /// The file or named pipe; a directory of journal files.
        Optional<Path> path();

        /// How it is written.
        @WithDefault("lines")
        Format format();

        /// The name of the mail host whose lines these are.
        Optional<String> host();

        /// The time zone of stamps that do not say theirs.
        Optional<String> zone();

        /// Whether to wait for more at the end; if not, the source is finished there.
        @WithDefault("true")
        boolean follow();

        /// Where to begin when there is no checkpoint.
        @WithDefault("beginning")
        From from();
    }
}
