package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a mail host did about decisions, and what holds there. Published to [Topics#ENFORCEMENTS].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Enforcement.Enforced.class, name = "enforced"),
    @JsonSubTypes.Type(value = Enforcement.StateReported.class, name = "state-reported")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Enforcement {

    /// The mail host: the key.
    MailHost host();

    /// When, by that host's clock.
    Instant at();

    /// What happened to one decision on one host.
    ///
    /// @param revision of the decision
    /// @param backend `nftables`, `iptables`, `dry-run`, or `postfix` for a table
    /// @param delay from the receipt of the log line to the effect, when there was a line
    /// @param detail what went wrong, or what was repaired
    record Enforced(
            MailHost host,
            Instant at,
            Measure measure,
            Client client,
            long revision,
            Outcome outcome,
            String backend,
            @Nullable Duration delay,
            @Nullable String detail)
            implements Enforcement {}

    /// What became of a decision.
    enum Outcome {
        /// It holds now.
        APPLIED,
        /// It holds no longer, because it was withdrawn or is over.
        LIFTED,
        /// Somebody had removed it; it holds again.
        REPAIRED,
        /// The host refused it, because the client is protected there.
        REFUSED,
        /// It could not be applied; it is tried again.
        FAILED
    }

    /// What a host found at its last look.
    ///
    /// @param backend of the firewall
    /// @param lag how old the last decision is that the host has seen and not yet applied; zero
    ///   when it is up to date
    /// @param problems what keeps it from doing its work, in words; empty when all is well
    record StateReported(
            MailHost host,
            Instant at,
            String backend,
            List<MeasureState> measures,
            Duration lag,
            List<String> problems)
            implements Enforcement {

        public StateReported {
            measures = List.copyOf(measures);
            problems = List.copyOf(problems);
        }
    }

    /// The state of one measure on one host, before the last look repaired it.
    ///
    /// @param wanted how many entries must hold
    /// @param present how many of those were found
    /// @param missing how many were not
    /// @param extra how many were found that must not hold
    record MeasureState(Measure measure, int wanted, int present, int missing, int extra) {}
}
