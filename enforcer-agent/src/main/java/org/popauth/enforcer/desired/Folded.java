package org.popauth.enforcer.desired;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Network;

/// What is left of the last decision of one measure and one client.
///
/// There may be a million of them, so each holds numbers, not objects: 64 bytes, and texts that it
/// shares with others. Times have milliseconds.
public abstract sealed class Folded {

    /// That the time of the log line is not known.
    private static final int NOT_OBSERVED = Integer.MIN_VALUE;

    private final long high;
    private final long low;
    private final long revision;
    private final String because;

    /// In milliseconds after [#begin()].
    private final int observed;

    private final byte prefixLength;
    private final boolean remembered;

    /// The number of the last look that found it; for the one who looks.
    private byte mark;

    /// What is yet to be told of it, by number; 0 for nothing. For the one who tells.
    private byte untold;

    private Folded(
            Client client,
            long revision,
            String because,
            @Nullable Instant observedAt,
            long begin,
            boolean remembered) {
        this.high = client.network().address().high();
        this.low = client.network().address().low();
        this.prefixLength = (byte) client.network().prefixLength();
        this.revision = revision;
        this.because = Texts.shared(because);
        this.observed = observedAt == null ? NOT_OBSERVED : delta(observedAt, begin);
        this.remembered = remembered;
    }

    private static int delta(Instant observedAt, long begin) {
        long delta = Times.millis(observedAt) - begin;
        return delta == (int) delta ? (int) delta : NOT_OBSERVED;
    }

    /// The instant that the time of the log line is counted from.
    abstract long begin();

    /// When it is certain that it holds no longer.
    public final Instant over() {
        return Times.instant(overMillis());
    }

    /// The same, as [Instant#toEpochMilli()].
    abstract long overMillis();

    public final Client client() {
        return new Client(network());
    }

    /// The client as a network.
    public final Network network() {
        return new Network(new Address(high, low), prefixLength());
    }

    /// The first 64 bits of the client's address.
    public final long high() {
        return high;
    }

    /// The last 64 bits of the client's address.
    public final long low() {
        return low;
    }

    /// 0 to 32 for IPv4, 0 to 128 for IPv6.
    public final int prefixLength() {
        return Byte.toUnsignedInt(prefixLength);
    }

    public final long revision() {
        return revision;
    }

    /// The rule and the reason, for `popauth.log`.
    public final String because() {
        return because;
    }

    /// When the last line that led to it was received.
    public final @Nullable Instant observedAt() {
        return observed == NOT_OBSERVED ? null : Instant.ofEpochMilli(begin() + observed);
    }

    /// True when it is known from this host's file only, and was not read from the topic since.
    public final boolean isRemembered() {
        return remembered;
    }

    public final int mark() {
        return mark;
    }

    public final void mark(int number) {
        mark = (byte) number;
    }

    public final int untold() {
        return untold;
    }

    public final void untold(int number) {
        untold = (byte) number;
    }

    /// The measure stands from one instant until another.
    public static final class Standing extends Folded {

        private final long from;
        private final long until;

        /// What most do not have; null for none.
        private final @Nullable More more;

        /// @param networks what the entries of a table are made for
        /// @param reply the text for Postfix
        private record More(@Nullable List<Network> networks, @Nullable String reply) {}

        /// @param networks what the entries of a table or a set are made for
        /// @param reply the text for Postfix
        public Standing(
                Client client,
                long revision,
                List<Network> networks,
                Instant from,
                Instant until,
                @Nullable String reply,
                String because,
                @Nullable Instant observedAt) {
            this(client, revision, networks, from, until, reply, because, observedAt, false);
        }

        private Standing(
                Client client,
                long revision,
                List<Network> networks,
                Instant from,
                Instant until,
                @Nullable String reply,
                String because,
                @Nullable Instant observedAt,
                boolean remembered) {
            super(client, revision, because, observedAt, Times.millis(from), remembered);
            this.from = Times.millis(from);
            this.until = Times.millis(until);
            this.more = more(client, networks, reply);
        }

        private static @Nullable More more(
                Client client, List<Network> networks, @Nullable String reply) {
            boolean own = networks.equals(List.of(client.network()));
            if (own && reply == null) {
                return null;
            }
            return Texts.shared(
                    new More(
                            own ? null : List.copyOf(networks),
                            reply == null ? null : Texts.shared(reply)));
        }

        /// One that this host wrote down before it was restarted.
        public static Standing remembered(
                Client client,
                long revision,
                List<Network> networks,
                Instant from,
                Instant until,
                @Nullable String reply,
                String because) {
            return new Standing(
                    client, revision, networks, from, until, reply, because, null, true);
        }

        public List<Network> networks() {
            return more == null || more.networks == null ? List.of(network()) : more.networks;
        }

        /// True when [#networks()] is the client alone.
        public boolean isForItself() {
            return more == null || more.networks == null;
        }

        /// When it began, on the clock of the events that led to it.
        public Instant from() {
            return Instant.ofEpochMilli(from);
        }

        public Instant until() {
            return Times.instant(until);
        }

        /// As [Instant#toEpochMilli()].
        public long untilMillis() {
            return until;
        }

        /// The text for Postfix.
        public @Nullable String reply() {
            return more == null ? null : more.reply;
        }

        /// True when it holds at this instant. Nothing is decided for later: when it began after
        /// that, this host's clock is behind.
        public boolean holdsAt(Instant now) {
            return now.isBefore(until());
        }

        /// As [#holdsAt(Instant)], in milliseconds.
        public boolean holdsAt(long now) {
            return now < until;
        }

        @Override
        long begin() {
            return from;
        }

        @Override
        long overMillis() {
            return until;
        }
    }

    /// The measure was withdrawn.
    public static final class Ended extends Folded {

        private final long over;

        Ended(
                Client client,
                long revision,
                Instant over,
                String because,
                @Nullable Instant observedAt) {
            super(client, revision, because, observedAt, Times.millis(over), false);
            this.over = Times.millis(over);
        }

        @Override
        long begin() {
            return over;
        }

        @Override
        long overMillis() {
            return over;
        }
    }

    /// What a decision comes down to.
    static Folded of(Decision decision) {
        var because = Texts.because(decision.rule(), decision.reason());
        return switch (decision) {
            case Decision.Made made ->
                    new Standing(
                            made.client(),
                            made.revision(),
                            networks(made),
                            made.from(),
                            made.until(),
                            made.reply(),
                            because,
                            made.observedAt());
            case Decision.Withdrawn withdrawn ->
                    new Ended(
                            withdrawn.client(),
                            withdrawn.revision(),
                            withdrawn.at(),
                            because,
                            withdrawn.observedAt());
        };
    }

    /// The firewall drops the client as it is, a network too; a Postfix table can only list whole
    /// addresses.
    private static List<Network> networks(Decision.Made made) {
        return switch (made.measure()) {
            case DROP -> List.of(made.client().network());
            case RELAY, REJECT ->
                    made.client().isExact()
                            ? List.of(made.client().network())
                            : made.addresses().stream().distinct().map(Folded::whole).toList();
        };
    }

    private static Network whole(Address address) {
        return new Network(address, address.bits());
    }

    /// Milliseconds that never overflow.
    private static final class Times {

        private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);
        private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);

        static long millis(Instant instant) {
            if (instant.isAfter(LAST)) {
                return Long.MAX_VALUE;
            }
            return instant.isBefore(FIRST) ? Long.MIN_VALUE : instant.toEpochMilli();
        }

        static Instant instant(long millis) {
            return millis == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(millis);
        }
    }
}
