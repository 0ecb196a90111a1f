package org.popauth.enforcer.feed;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.feed.UsualJson.Unusual;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.EventId;
import org.popauth.events.Measure;

/// Reads a decision as nearly all are that popAuth writes, with a fraction of the work that the
/// contract's own reader has: a million are read at each start. What it is not certain of it leaves
/// to the contract, so it never reads anything otherwise. Not thread-safe.
final class UsualDecision {

    private static final Field[] FIELDS = Field.values();
    private static final byte[][] STARTS =
            Stream.of(FIELDS).map(Field::start).toArray(byte[][]::new);
    private static final Measure[] MEASURES = Measure.values();
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    /// In the order in which they are written.
    private enum Field {
        TYPE("type"),
        MEASURE("measure"),
        CLIENT("client"),
        ADDRESSES("addresses"),
        REVISION("revision"),
        AT("at"),
        FROM("from"),
        UNTIL("until"),
        SIMULATED("simulated"),
        RULE("rule"),
        REASON("reason"),
        REPLY("reply"),
        USER("user"),
        BY("by"),
        CAUSES("causes"),
        OBSERVED_AT("observedAt");

        private final String name;

        Field(String name) {
            this.name = name;
        }

        byte[] start() {
            return ("\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
        }

        int bit() {
            return 1 << ordinal();
        }
    }

    private static final int ALWAYS =
            bits(
                    Field.MEASURE,
                    Field.CLIENT,
                    Field.REVISION,
                    Field.AT,
                    Field.SIMULATED,
                    Field.RULE,
                    Field.REASON,
                    Field.BY,
                    Field.CAUSES);
    private static final int MADE =
            bits(Field.ADDRESSES, Field.FROM, Field.UNTIL, Field.REPLY, Field.USER);
    private static final int MADE_ALWAYS = bits(Field.ADDRESSES, Field.FROM, Field.UNTIL);

    private final UsualJson json = new UsualJson();

    /// The fields that were met, as bits.
    private int met;

    private boolean made;
    private Measure measure = Measure.DROP;
    private Client client = Client.parse("0.0.0.0");
    private List<Address> addresses = List.of();
    private long revision;
    private Instant at = Instant.EPOCH;
    private Instant from = Instant.EPOCH;
    private Instant until = Instant.EPOCH;
    private boolean simulated;
    private String rule = "";
    private String reason = "";
    private @Nullable String reply;
    private @Nullable String user;
    private String by = "";
    private List<EventId> causes = List.of();
    private @Nullable Instant observedAt;

    private static int bits(Field... fields) {
        int bits = 0;
        for (var field : fields) {
            bits |= field.bit();
        }
        return bits;
    }

    /// @return null when the contract must read it
    @Nullable Decision read(byte[] bytes) {
        json.open(bytes);
        met = 0;
        reply = null;
        user = null;
        observedAt = null;
        try {
            fields();
            return decision();
        } catch (IllegalArgumentException | DateTimeException | Unusual e) {
            return null;
        }
    }

    private void fields() {
        int next = 0;
        UsualJson.expect(json.takes('{'));
        do {
            var field = field(next);
            UsualJson.expect((met & field.bit()) == 0);
            met |= field.bit();
            value(field);
            next = field.ordinal() + 1;
        } while (json.takes(','));
        UsualJson.expect(json.takes('}') && json.isOver());
    }

    /// The field that begins here; most often the next one, or the one after that.
    private Field field(int next) {
        for (int i = 0; i < FIELDS.length; i++) {
            int number = (next + i) % FIELDS.length;
            if (json.takes(STARTS[number])) {
                return FIELDS[number];
            }
        }
        throw Unusual.IT;
    }

    private void value(Field field) {
        switch (field) {
            case REVISION -> revision = json.number();
            case SIMULATED -> simulated = flag();
            case ADDRESSES -> addresses = list(this::address);
            case CAUSES -> causes = list(() -> EventId.parse(json.string()));
            default -> {
                json.text();
                text(field);
            }
        }
    }

    private void text(Field field) {
        switch (field) {
            case TYPE -> made = made();
            case MEASURE -> measure = measure();
            case CLIENT -> client = client();
            case AT -> at = json.instant();
            case FROM -> from = json.instant();
            case UNTIL -> until = json.instant();
            case OBSERVED_AT -> observedAt = json.instant();
            case RULE -> rule = json.string();
            case REASON -> reason = json.string();
            case REPLY -> reply = json.string();
            case USER -> user = json.string();
            case BY -> by = json.string();
            default -> throw Unusual.IT;
        }
    }

    private boolean made() {
        boolean isMade = json.isText("made");
        UsualJson.expect(isMade || json.isText("withdrawn"));
        return isMade;
    }

    private Measure measure() {
        for (var one : MEASURES) {
            if (json.isText(one.name())) {
                return one;
            }
        }
        throw Unusual.IT;
    }

    private Client client() {
        var address = Address.parse(json.bytes(), json.from(), json.to());
        return address == null ? Client.parse(json.string()) : Client.exactly(address);
    }

    private Address address() {
        var address = Address.parse(json.bytes(), json.from(), json.to());
        if (address == null) {
            throw Unusual.IT;
        }
        return address;
    }

    private boolean flag() {
        boolean isTrue = json.takes(TRUE);
        UsualJson.expect(isTrue || json.takes(FALSE));
        return isTrue;
    }

    private <T> List<T> list(Supplier<T> reader) {
        UsualJson.expect(json.takes('['));
        if (json.takes(']')) {
            return List.of();
        }
        var list = new ArrayList<T>(1);
        do {
            json.text();
            list.add(reader.get());
        } while (json.takes(','));
        UsualJson.expect(json.takes(']'));
        return List.copyOf(list);
    }

    private Decision decision() {
        int needed = Field.TYPE.bit() | ALWAYS | (made ? MADE_ALWAYS : 0);
        UsualJson.expect((met & needed) == needed && (made || (met & MADE) == 0));
        return made ? standing() : withdrawn();
    }

    private Decision.Made standing() {
        return new Decision.Made(
                measure,
                client,
                addresses,
                revision,
                at,
                from,
                until,
                simulated,
                rule,
                reason,
                reply,
                user,
                by,
                causes,
                observedAt);
    }

    private Decision.Withdrawn withdrawn() {
        return new Decision.Withdrawn(
                measure, client, revision, at, simulated, rule, reason, by, causes, observedAt);
    }
}
