package org.popauth.decision.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.popauth.decision.policy.Mode;

/// The settings of decision-service.
@ConfigMapping(prefix = "decision")
public interface DecisionConfig {

    /// A fixed clock, for replays of old logs: what stands is judged by it.
    Optional<Instant> now();

    /// The consumer group at the broker.
    @WithDefault("popauth-decision")
    @NotBlank
    String group();

    /// A name of this instance that is the same after a restart; with it a restarted instance gets
    /// its partitions back at once instead of after the session time-out. No two may share it.
    Optional<String> instance();

    /// How IPv6 addresses are grouped into clients; the same as `ingest.ipv6-prefix-length`.
    @WithDefault("64")
    @Min(1)
    @Max(128)
    int ipv6PrefixLength();

    /// The most records that are handled in one transaction.
    @WithDefault("500")
    @Min(1)
    @Max(10_000)
    int batchRecordsMax();

    /// Who may relay, and for how long.
    @Valid
    Relay relay();

    /// Changes to the rules, by name of the rule.
    Map<String, @Valid RuleChange> rules();

    /// What offenders share.
    @Valid
    Offenders offenders();

    /// Who is never rejected or dropped.
    @Valid
    Guards guard();

    /// When there are too many measures to be believed.
    @Valid
    Breaker breaker();

    /// How long things are kept, by the wall clock.
    @Valid
    Retention retention();

    /// How often measures that are over are ended.
    @Valid
    Expiry expiry();

    /// Who may use the REST API.
    Api api();

    /// Who may relay, and for how long.
    interface Relay {
        /// How long after the last log-in or log-out a client may relay.
        @WithName("for")
        @WithDefault("30m")
        @DurationMin(minutes = 1)
        @DurationMax(hours = 24)
        Duration lasts();

        /// How long a session that is not logged out counts as open.
        @WithDefault("12h")
        @DurationMin(minutes = 1)
        @DurationMax(days = 7)
        Duration openSessionMax();

        /// What a grant is for in IPv6: 128 for the exact address.
        @WithDefault("128")
        @Min(48)
        @Max(128)
        int ipv6PrefixLength();

        /// By how much the end of a grant must move before it is published anew.
        @WithDefault("1m")
        @DurationMin(millis = 0)
        @DurationMax(minutes = 10)
        Duration hysteresis();
    }

    /// A change to one rule. What is not given stays as it is.
    interface RuleChange {
        /// off, simulate or enforce.
        Optional<Mode> mode();

        /// How many offences it takes.
        Optional<@Min(1) @Max(200) Integer> threshold();

        /// How close together they must be.
        Optional<Duration> window();

        /// How long the measure stands at first.
        Optional<Duration> duration();

        /// What the duration is multiplied by for each earlier strike.
        Optional<@DecimalMin("1") @DecimalMax("100") Double> factor();

        /// The longest duration.
        Optional<Duration> cap();

        /// Up to how many failures of one user count as one; 0 when each counts.
        Optional<@Min(0) @Max(200) Integer> repeatsAsOne();
    }

    /// What offenders share.
    interface Offenders {
        /// How long an earlier strike makes the next measure longer.
        @WithDefault("7d")
        @DurationMin(minutes = 1)
        @DurationMax(days = 365)
        Duration strikeMemory();

        /// The share by which an escalated duration may differ.
        @WithDefault("0.1")
        @DecimalMin("0")
        @DecimalMax("0.5")
        double jitter();

        /// How long after a log-in failures of the same user from there are forgiven.
        @WithDefault("7d")
        @DurationMin(millis = 0)
        @DurationMax(days = 365)
        Duration forgiveFor();

        /// How far the clocks of mail hosts may differ.
        @WithDefault("10m")
        @DurationMin(millis = 0)
        @DurationMax(hours = 24)
        Duration clockSkew();

        /// True when unknown recipients of mail from `<>` count: bounces, mostly backscatter.
        @WithDefault("false")
        boolean countNullSender();

        /// Whom a rejected client may write to.
        @WithDefault("postmaster")
        @NotBlank
        @Size(max = 254)
        @Pattern(regexp = "[!-;=?-~]+", message = "must be an address without < and >")
        String postmaster();

        /// How long an operator's ban stands when he does not say.
        @WithDefault("24h")
        @DurationMin(seconds = 1)
        @DurationMax(days = 3650)
        Duration banDuration();
    }

    /// Who is never rejected or dropped.
    interface Guards {
        /// Loopback, private and link-local networks.
        @WithDefault(
                "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,"
                        + "::1,fc00::/7,fe80::/10")
        Optional<List<String>> ownNetworks();

        /// What Postfix calls `mynetworks`.
        Optional<List<String>> mynetworks();

        /// Addresses of the mail hosts themselves.
        Optional<List<String>> agents();

        /// Other networks that are never rejected or dropped; orders add more.
        Optional<List<String>> allow();

        /// The shortest prefix length of an IPv6 network that may be rejected or dropped.
        @WithDefault("48")
        @Min(1)
        @Max(128)
        int widestIpv6();
    }

    /// When there are too many measures to be believed.
    interface Breaker {
        /// The most new REJECT and DROP in a minute of event time.
        @WithDefault("500")
        @Min(1)
        int measuresPerMinute();

        /// The most clients that one RBL zone may list anew in a minute of event time.
        @WithDefault("200")
        @Min(1)
        int clientsPerZoneAndMinute();

        /// How long the alarm is shown after the last measure that was held back.
        @WithDefault("15m")
        @DurationMin(seconds = 1)
        Duration alarmFor();
    }

    /// How long things are kept, by the wall clock.
    interface Retention {
        /// Decisions, events and orders.
        @WithDefault("30d")
        @DurationMin(hours = 1)
        Duration history();

        /// States of clients that nothing was heard of.
        @WithDefault("7d")
        @DurationMin(hours = 1)
        Duration idleClients();
    }

    /// How often measures that are over are ended.
    interface Expiry {
        /// The pause between two looks.
        @WithDefault("5s")
        @DurationMin(seconds = 1)
        Duration every();

        /// How long a withdrawal stays on the topic.
        @WithDefault("1h")
        @DurationMin(minutes = 1)
        Duration forgetWithdrawnAfter();
    }

    /// Who may use the REST API.
    interface Api {
        /// A file whose first line is the token; without one the API answers nobody.
        Optional<Path> tokenFile();
    }
}
