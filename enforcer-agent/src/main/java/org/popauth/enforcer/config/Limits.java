package org.popauth.enforcer.config;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.Collection;
import org.eclipse.microprofile.config.spi.Converter;
import org.popauth.events.Printable;

/// The limits of settings, each a converter that refuses what is beyond. Nothing else checks them:
/// a library that does takes 8 MB of the agent's memory.
@SuppressWarnings("serial") // no converter is ever written anywhere
public final class Limits {

    private Limits() {}

    /// Refuses a list that is too long.
    ///
    /// @param key the setting
    public static <T extends Collection<?>> T atMost(int most, T some, String key) {
        if (some.size() > most) {
            throw new IllegalArgumentException(key + " has more than " + most + " entries");
        }
        return some;
    }

    private abstract static class Whole implements Converter<Integer> {

        private final int least;
        private final int most;

        Whole(int least, int most) {
            this.least = least;
            this.most = most;
        }

        @Override
        public Integer convert(String text) {
            int value = Integer.parseInt(text.strip());
            if (value < least || value > most) {
                throw refused(text, least + " to " + most);
            }
            return value;
        }
    }

    private abstract static class Span implements Converter<Duration> {

        private final String least;
        private final String most;

        Span(String least, String most) {
            this.least = least;
            this.most = most;
        }

        @Override
        public Duration convert(String text) {
            var value = DurationConverter.parseDuration(text);
            if (value.compareTo(DurationConverter.parseDuration(least)) < 0
                    || value.compareTo(DurationConverter.parseDuration(most)) > 0) {
                throw refused(text, least + " to " + most);
            }
            return value;
        }
    }

    private abstract static class Word implements Converter<String> {

        private final String pattern;
        private final String allowed;

        Word(String pattern, String allowed) {
            this.pattern = pattern;
            this.allowed = allowed;
        }

        @Override
        public String convert(String text) {
            var word = text.strip();
            if (!word.matches(pattern)) {
                throw refused(text, allowed);
            }
            return word;
        }
    }

    private static IllegalArgumentException refused(String text, String allowed) {
        return new IllegalArgumentException(
                "'" + Printable.of(text, 120) + "' is beyond its limits; allowed: " + allowed);
    }

    /// How many are held.
    public static final class Entries extends Whole {
        public Entries() {
            super(1, 20_000_000);
        }
    }

    /// Of an IPv6 network.
    public static final class PrefixLength extends Whole {
        public PrefixLength() {
            super(8, 128);
        }
    }

    /// Of TCP.
    public static final class Port extends Whole {
        public Port() {
            super(1, 65_535);
        }
    }

    /// How many at once.
    public static final class Connections extends Whole {
        public Connections() {
            super(1, 100_000);
        }
    }

    /// The longest request.
    public static final class RequestBytes extends Whole {
        public RequestBytes() {
            super(1_000, 1_000_000);
        }
    }

    /// How many a request has.
    public static final class Attributes extends Whole {
        public Attributes() {
            super(10, 10_000);
        }
    }

    /// The size of a file.
    public static final class LogBytes extends Whole {
        public LogBytes() {
            super(1_000, 1_000_000_000);
        }
    }

    /// How many are kept.
    public static final class OldFiles extends Whole {
        public OldFiles() {
            super(1, 100);
        }
    }

    /// How often something is done.
    public static final class Period extends Span {
        public Period() {
            super("100ms", "10m");
        }
    }

    /// How old something may be.
    public static final class Age extends Span {
        public Age() {
            super("1s", "7d");
        }
    }

    /// How long nothing may happen.
    public static final class Idleness extends Span {
        public Idleness() {
            super("1s", "24h");
        }
    }

    /// How long a program may take.
    public static final class TimeOut extends Span {
        public TimeOut() {
            super("1s", "10m");
        }
    }

    /// A name, or an address.
    public static final class HostName extends Word {
        public HostName() {
            super("[A-Za-z0-9._:-]{1,255}", "1 to 255 letters, digits, and . _ : -");
        }
    }

    /// A type of Postfix' tables that popAuth can write.
    public static final class TableName extends Word {
        public TableName() {
            super("lmdb|cdb|hash|btree", "lmdb, cdb, hash or btree");
        }
    }

    /// Of a file, as ls(1) shows them.
    public static final class Permissions extends Word {
        public Permissions() {
            super("([r-][w-][x-]){3}", "nine letters such as rw-rw----");
        }
    }
}
