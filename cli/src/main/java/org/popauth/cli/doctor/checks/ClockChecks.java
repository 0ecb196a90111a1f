package org.popauth.cli.doctor.checks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.popauth.cli.doctor.facts.Agent.BrokerClock;
import org.popauth.cli.doctor.facts.Seen;

/// Whether the hosts that speak to each other by the broker agree on the time. The log of one says
/// when a log-in was, and each looks at its own clock for when that is long enough ago.
final class ClockChecks {

    private static final String CHECK = "broker-clock";
    private static final Duration LITTLE = Duration.ofSeconds(1);
    private static final Duration MUCH = Duration.ofMinutes(1);
    private static final List<String> SET =
            List.of(
                    "# here or there, whichever is wrong; or install chrony",
                    "apt-get install systemd-timesyncd",
                    "timedatectl set-ntp true");

    private ClockChecks() {}

    static Finding of(Seen<BrokerClock> clock) {
        return Finding.seen(
                Area.agent,
                CHECK,
                clock,
                ClockChecks::compared,
                why -> Finding.skipped(Area.agent, CHECK, why));
    }

    private static Finding compared(BrokerClock clock) {
        var surely = clock.ahead().abs().minus(clock.within());
        if (surely.compareTo(LITTLE) <= 0) {
            var most = clock.ahead().abs().plus(clock.within());
            return Finding.ok(
                    Area.agent,
                    CHECK,
                    "this host's clock and the broker's differ by " + seconds(most) + " s or less");
        }
        var says = apart(clock.ahead());
        var finding =
                surely.compareTo(MUCH) > 0
                        ? Finding.wrong(Area.agent, CHECK, says)
                        : Finding.warning(Area.agent, CHECK, says);
        return finding.write("a shell", SET);
    }

    private static String apart(Duration ahead) {
        boolean behind = ahead.isNegative();
        return String.format(
                "this host's clock is %s s %s the broker's: bans and grants end so much too %s"
                        + " here, and what this host's log grants too %s elsewhere",
                seconds(ahead.abs()),
                behind ? "behind" : "ahead of",
                behind ? "late" : "early",
                behind ? "early" : "late");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }
}
