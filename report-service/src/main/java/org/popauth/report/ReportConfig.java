package org.popauth.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// Settings of report-service.
@ConfigMapping(prefix = "report")
public interface ReportConfig {

    /// Who may log in: a file in htpasswd's format with bcrypt, apr1 or {SHA} hashes. Without one
    /// nobody can log in.
    Optional<Path> passwordFile();

    /// The users who may give orders; all users of the password file when it is not set.
    Optional<Set<@NotBlank String>> operators();

    /// A fixed clock, to look at the replay of an old log.
    Optional<Instant> now();

    /// The most records that are read, and stored in one transaction, at once.
    @WithDefault("1000")
    @Min(1)
    @Max(10_000)
    int batchRecordsMax();

    /// A mail host that has not reported for this long is shown as silent.
    @WithDefault("1m")
    @NotNull
    @DurationMin(seconds = 1)
    @DurationMax(days = 7)
    Duration hostSilentAfter();

    /// Rows on one page of a list.
    @WithDefault("50")
    @Min(1)
    @Max(1000)
    int pageRows();

    /// The most rows of one export.
    @WithDefault("10000")
    @Min(1)
    @Max(1_000_000)
    int exportRowsMax();

    /// How long the read model keeps what.
    Retention retention();

    /// How long the read model keeps what, counted from when it was stored.
    interface Retention {

        /// Mail events, decisions that are over, enforcements.
        @WithDefault("7d")
        @NotNull
        @DurationMin(minutes = 1)
        @DurationMax(days = 3650)
        Duration events();

        /// Orders of people.
        @WithDefault("90d")
        @NotNull
        @DurationMin(minutes = 1)
        @DurationMax(days = 3650)
        Duration audit();
    }
}
