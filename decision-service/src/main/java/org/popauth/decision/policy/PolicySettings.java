package org.popauth.decision.policy;

import java.time.Duration;
import java.util.List;

/// What the policy may be told.
///
/// @param rules in the order in which they are asked
/// @param relay who may relay for how long
/// @param strikeMemory how long an earlier strike makes the next measure longer
/// @param jitter the share by which an escalated duration may differ, so that bans do not end
///   together
/// @param forgiveFor how long after a log-in failures of the same user from there are forgiven
/// @param clockSkew how far clocks of mail hosts may differ
/// @param countNullSender true when unknown recipients of the null sender count
/// @param postmaster whom a rejected client may write to
/// @param banDuration how long an operator's ban stands when he does not say
public record PolicySettings(
        List<Rule> rules,
        Relay relay,
        Duration strikeMemory,
        double jitter,
        Duration forgiveFor,
        Duration clockSkew,
        boolean countNullSender,
        String postmaster,
        Duration banDuration) {

    public PolicySettings {
        rules = List.copyOf(rules);
    }

    /// The defaults.
    public static PolicySettings defaults() {
        return new PolicySettings(
                DefaultRules.all(),
                Relay.DEFAULTS,
                Duration.ofDays(7),
                0.1,
                Duration.ofDays(7),
                Duration.ofMinutes(10),
                false,
                "postmaster",
                Duration.ofHours(24));
    }

    /// These settings with other rules.
    public PolicySettings withRules(List<Rule> others) {
        return new PolicySettings(
                others,
                relay,
                strikeMemory,
                jitter,
                forgiveFor,
                clockSkew,
                countNullSender,
                postmaster,
                banDuration);
    }

    /// Who may relay for how long.
    ///
    /// @param lasts after the last log-in, or the end of the last open session
    /// @param openSessionMax how long a session without a log-out counts as open
    /// @param ipv6PrefixLength what a grant is for in IPv6: 128 for the exact address
    /// @param hysteresis how far the end must move before it is published anew
    public record Relay(
            Duration lasts, Duration openSessionMax, int ipv6PrefixLength, Duration hysteresis) {

        static final Relay DEFAULTS =
                new Relay(Duration.ofMinutes(30), Duration.ofHours(12), 128, Duration.ofMinutes(1));
    }
}
