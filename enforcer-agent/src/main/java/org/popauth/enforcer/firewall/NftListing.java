package org.popauth.enforcer.firewall;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.popauth.enforcer.firewall.Firewall.Elements;
import org.popauth.events.Address;

/// What `nft -j list …` says of the table, read as a stream: a set may have a million elements.
///
/// @param parts the table, its chains, rules and sets, without elements, handles and counters, in
///   the order that nft has
/// @param allowed the elements of the allow-list, when they were listed
/// @param chains the names of its chains
/// @param sets the names of its sets
record NftListing(List<String> parts, List<String> allowed, Set<String> chains, Set<String> sets) {

    static final NftListing NONE = new NftListing(List.of(), List.of(), Set.of(), Set.of());

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// @param elements is told of the dropped clients
    static NftListing read(InputStream in, Instant now, Elements elements) throws IOException {
        var reader = new Reader(now.toEpochMilli(), elements);
        try (var parser = MAPPER.createParser(in)) {
            reader.read(parser);
        }
        return new NftListing(
                List.copyOf(reader.parts), List.copyOf(reader.allowed), reader.chains, reader.sets);
    }

    /// The prefix lengths of IPv6 that have sets.
    Collection<Integer> lengths() {
        var lengths = new TreeSet<Integer>();
        for (var set : sets) {
            int length = set.startsWith("drop6_") ? NftSets.lengthOf(set) : -1;
            if (length > 0) {
                lengths.add(length);
            }
        }
        return lengths;
    }

    private static final class Reader {

        private final long now;
        private final Elements elements;
        private final List<String> parts = new ArrayList<>();
        private final List<String> allowed = new ArrayList<>();
        private final Set<String> chains = new HashSet<>();
        private final Set<String> sets = new HashSet<>();

        Reader(long now, Elements elements) {
            this.now = now;
            this.elements = elements;
        }

        /// `{"nftables": [{"set": {…}}, {"rule": {…}}, …]}`
        void read(JsonParser parser) throws IOException {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.FIELD_NAME) {
                    continue;
                }
                var kind = parser.currentName();
                if (kind.equals("nftables")) {
                    continue;
                }
                parser.nextToken();
                if (kind.equals("set")) {
                    readSet(parser);
                } else {
                    keep(kind, parser.readValueAsTree());
                }
            }
        }

        /// nft prints the elements of a set last, after its name.
        private void readSet(JsonParser parser) throws IOException {
            var head = MAPPER.createObjectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var field = parser.currentName();
                parser.nextToken();
                int length = NftSets.lengthOf(head.path("name").asText());
                if (field.equals("elem") && length >= 0 && isOurs(head, "table")) {
                    readElements(parser, head.path("name").asText(), length);
                } else {
                    head.set(field, parser.readValueAsTree());
                }
            }
            var name = head.path("name").asText();
            var rest = head.remove("elem");
            if (rest != null && name.startsWith("allow") && isOurs(head, "table")) {
                rest.forEach(element -> allowed.add(name + " " + element));
            }
            keep("set", head);
        }

        /// `["192.0.2.1", {"elem": {"val": "192.0.2.2", "timeout": 60, "expires": 59}}, …]`
        private void readElements(JsonParser parser, String set, int length) throws IOException {
            int shard = NftSets.shardOf(set);
            String value = null;
            long expires = -1;
            int depth = 0;
            while (depth > 0 || parser.nextToken() != JsonToken.END_ARRAY) {
                if (depth > 0) {
                    parser.nextToken();
                }
                var token = parser.currentToken();
                if (token == JsonToken.START_OBJECT) {
                    depth++;
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                } else if (token == JsonToken.VALUE_STRING) {
                    value = parser.getText();
                } else if (token == JsonToken.VALUE_NUMBER_INT
                        && parser.currentName().equals("expires")) {
                    expires = parser.getLongValue();
                }
                if (depth == 0 && value != null) {
                    found(value, shard, length, expires);
                    value = null;
                    expires = -1;
                }
            }
        }

        /// An element in a set where no rule looks for it has no effect, and is not told.
        private void found(String value, int shard, int length, long expires) {
            var address = Address.parse(value);
            if (NftSets.shardOf(address.high(), address.low(), length) == shard) {
                long until = expires < 0 ? Elements.NEVER : now + expires * 1000;
                elements.found(address.high(), address.low(), length, until);
            }
        }

        private void keep(String kind, JsonNode node) {
            if (!(node instanceof ObjectNode object)
                    || !isOurs(object, kind.equals("table") ? "name" : "table")) {
                return;
            }
            var name = object.path("name").asText();
            if (kind.equals("chain")) {
                chains.add(name);
            } else if (kind.equals("set")) {
                sets.add(name);
            }
            object.remove("handle");
            object.path("expr").forEach(Reader::withoutCounter);
            parts.add(kind + " " + object);
        }

        private static boolean isOurs(JsonNode node, String key) {
            return node.path(key).asText().equals("popauth")
                    && node.path("family").asText().equals("inet");
        }

        private static void withoutCounter(JsonNode statement) {
            if (statement instanceof ObjectNode object && object.has("counter")) {
                object.putNull("counter");
            }
        }
    }
}
