package org.popauth.enforcer.firewall;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.popauth.events.Address;
import org.popauth.events.Network;

/// What `nft -j list table inet popauth` says, read as a stream: a set may have a million elements.
///
/// @param fingerprint everything but the dropped clients and the counters
/// @param dropped who is dropped until when
/// @param lengths the prefix lengths of IPv6 that have a set
record NftListing(String fingerprint, Map<Network, Instant> dropped, List<Integer> lengths) {

    static final NftListing NONE = new NftListing("", Map.of(), List.of());

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DROP4 = "drop4";
    private static final String DROP6 = "drop6_";

    static NftListing read(InputStream in, Instant now) throws IOException {
        var reader = new Reader(now);
        try (var parser = MAPPER.createParser(in)) {
            reader.read(parser);
        }
        return new NftListing(
                reader.skeleton.toString(), reader.dropped, List.copyOf(reader.lengths.values()));
    }

    private static final class Reader {

        private final Instant now;
        private final StringBuilder skeleton = new StringBuilder();
        private final Map<Network, Instant> dropped = new HashMap<>();
        private final SortedMap<String, Integer> lengths = new TreeMap<>();

        Reader(Instant now) {
            this.now = now;
        }

        /// `{"nftables": [{"set": {…}}, {"rule": {…}}, …]}`
        void read(JsonParser parser) throws IOException {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.FIELD_NAME) {
                    continue;
                }
                switch (parser.currentName()) {
                    case "set" -> {
                        parser.nextToken();
                        readSet(parser);
                    }
                    case "table", "chain", "rule" -> {
                        var kind = parser.currentName();
                        parser.nextToken();
                        keep(kind, parser.readValueAsTree());
                    }
                    case "metainfo" -> {
                        parser.nextToken();
                        parser.skipChildren();
                    }
                    default -> {}
                }
            }
        }

        /// nft prints the elements of a set last, after its name.
        private void readSet(JsonParser parser) throws IOException {
            var head = MAPPER.createObjectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var field = parser.currentName();
                parser.nextToken();
                var name = head.path("name").asText();
                if (field.equals("elem") && name.startsWith("drop")) {
                    readElements(parser, name);
                } else {
                    head.set(field, parser.readValueAsTree());
                }
            }
            var name = head.path("name").asText();
            if (name.startsWith(DROP6)) {
                lengths.put(name, Integer.valueOf(name.substring(DROP6.length())));
            }
            keep("set", head);
        }

        private void readElements(JsonParser parser, String set) throws IOException {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonNode node = parser.readValueAsTree();
                var element = node.path("elem");
                var value = node.isTextual() ? node.asText() : element.path("val").asText();
                var until =
                        element.has("expires")
                                ? now.plusSeconds(element.path("expires").asLong())
                                : Instant.MAX;
                dropped.put(network(set, value), until);
            }
        }

        private static Network network(String set, String value) {
            var address = Address.parse(value);
            var length = set.equals(DROP4) ? 32 : Integer.parseInt(set.substring(DROP6.length()));
            return new Network(address, length);
        }

        private void keep(String kind, JsonNode node) {
            if (node instanceof ObjectNode object) {
                object.remove("handle");
                object.path("expr").forEach(Reader::withoutCounter);
            }
            skeleton.append(kind).append(' ').append(node).append('\n');
        }

        private static void withoutCounter(JsonNode statement) {
            if (statement instanceof ObjectNode object && object.has("counter")) {
                object.putNull("counter");
            }
        }
    }
}
