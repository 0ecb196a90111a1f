package org.popauth.enforcer.standing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import org.popauth.events.Network;
import org.popauth.events.Printable;

/// The lines of the file. Texts are written once, and referred to by their number.
final class StandingLines {

    private static final String NONE = "-";
    private static final int TEXT_CHARS_MAX = 1_000;

    /// The most texts; a decision with yet another one gets none.
    private static final int TEXTS_MAX = 50_000;

    private static final int FIELDS = 8;

    private StandingLines() {}

    /// Writes a line per decision, and one before it for each text that is new.
    static final class Writer implements BiConsumer<Measure, Standing> {

        private final Appendable out;
        private final StringBuilder line = new StringBuilder(128);

        /// The numbers of the texts, which are few that many decisions share.
        private final Map<String, String> texts = new HashMap<>();

        private int count;

        Writer(Appendable out) {
            this.out = out;
        }

        @Override
        public void accept(Measure measure, Standing it) {
            try {
                var because = number(it.because());
                var reply = number(it.reply());
                line.setLength(0);
                line.append(measure.name()).append(' ').append(it.network());
                line.append(' ').append(it.revision());
                line.append(' ').append(it.from().toEpochMilli());
                line.append(' ').append(it.untilMillis());
                line.append(' ').append(because).append(' ').append(reply);
                line.append(' ').append(networks(it)).append('\n');
                out.append(line);
                count++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String networks(Standing it) {
            if (it.isForItself()) {
                return NONE;
            }
            return it.networks().stream().map(Network::toString).collect(Collectors.joining(","));
        }

        private String number(@Nullable String text) throws IOException {
            if (text == null) {
                return NONE;
            }
            var known = texts.get(text);
            if (known != null) {
                return known;
            }
            if (texts.size() >= TEXTS_MAX) {
                return NONE;
            }
            var number = String.valueOf(texts.size());
            texts.put(text, number);
            out.append("text ").append(number).append(' ');
            out.append(Printable.of(text, TEXT_CHARS_MAX)).append('\n');
            return number;
        }

        int count() {
            return count;
        }
    }

    /// Reads them.
    static final class Reader {

        private final Map<String, String> texts = new HashMap<>();

        /// `text 0 rbl: listed by zen.example.net`
        void text(String line) {
            var words = line.split(" ", 3);
            if (words.length < 3 || texts.size() >= TEXTS_MAX) {
                throw new IllegalArgumentException("no text: " + Printable.of(line, 100));
            }
            texts.put(words[1], words[2]);
        }

        /// `DROP 203.0.113.9 17 1764043200000 1764046800000 0 - -`
        void standing(String line, BiConsumer<Measure, Standing> reader) {
            var words = line.split(" ");
            if (words.length != FIELDS) {
                throw new IllegalArgumentException("no decision: " + Printable.of(line, 100));
            }
            var client = Client.parse(words[1]);
            reader.accept(
                    Measure.valueOf(words[0]),
                    Standing.remembered(
                            client,
                            Long.parseLong(words[2]),
                            networks(client, words[7]),
                            Instant.ofEpochMilli(Long.parseLong(words[3])),
                            Instant.ofEpochMilli(Long.parseLong(words[4])),
                            words[6].equals(NONE) ? null : texts.get(words[6]),
                            texts.getOrDefault(words[5], "remembered: by this host")));
        }

        private static List<Network> networks(Client client, String word) {
            return word.equals(NONE)
                    ? List.of(client.network())
                    : Stream.of(word.split(",")).map(Network::parse).toList();
        }
    }
}
