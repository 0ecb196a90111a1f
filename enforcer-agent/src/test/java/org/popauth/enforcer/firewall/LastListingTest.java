package org.popauth.enforcer.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastListingTest {

    private static final String SET =
            """
            {"nftables": [{"set": {"family": "inet", "name": "drop4_09", "table": "popauth", \
            "type": "ipv4_addr", "flags": ["timeout"]%s}}]}
            """;
    private static final String EMPTY = SET.formatted("");
    private static final String FULL =
            SET.formatted(
                    """
                    , "elem": [{"elem": {"val": "203.0.113.9", "timeout": 60, "expires": 59}}]\
                    """);

    private final LastListing last = new LastListing();
    private final List<Long> found = new ArrayList<>();

    private NftListing read(String json) throws IOException {
        var in = new ByteArrayInputStream(json.getBytes(UTF_8));
        return last.read(in, START, (_, low, _, _) -> found.add(low));
    }

    @Test
    void theSameListingWithoutElementsIsNotReadAgain() throws IOException {
        // Given
        var first = read(EMPTY);

        // Then
        assertThat(read(EMPTY)).isSameAs(first);
        assertThat(first.sets()).containsExactly("drop4_09");
    }

    @Test
    void elementsAreToldEachTime() throws IOException {
        // When
        read(FULL);
        read(FULL);

        // Then
        assertThat(found).hasSize(2);
    }

    @Test
    void onlyTheLastListingWithoutElementsIsKnownAgain() throws IOException {
        // Given
        assertThat(last.isOfNobody()).isFalse();

        // When
        var empty = read(EMPTY);

        // Then
        assertThat(last.isOfNobody()).isTrue();
        assertThat(last.ifItIs(EMPTY)).containsSame(empty);
        assertThat(last.ifItIs(FULL)).isEmpty();
        assertThat(last.ifItIs("")).isEmpty();
    }

    @Test
    void aListingWithElementsIsNotKnownAgain() throws IOException {
        // When
        read(FULL);

        // Then
        assertThat(last.isOfNobody()).isFalse();
        assertThat(last.ifItIs(FULL)).isEmpty();
    }

    @Test
    void anotherListingIsRead() throws IOException {
        // Given
        read(EMPTY);
        read(FULL);

        // When
        var other = read(EMPTY.replace("drop4_09", "drop4_0a"));

        // Then
        assertThat(other.sets()).containsExactly("drop4_0a");
        assertThat(found).hasSize(1);
    }
}
