package org.popauth.maillog.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;

class MemoryTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final SeenHost host = new SeenHost(new MailHost("mx1"), ZoneOffset.UTC);
    private final Memory<String, String> memory = new Memory<>(3, Duration.ofMinutes(10));

    @Test
    void anEntryEndsWhenItHasNotBeenUsedForTooLong() {
        // Given
        put("a", 1, NOON);

        // When
        var inTime = get("a", NOON.plusSeconds(600));
        var later = get("a", NOON.plusSeconds(1200));
        var tooLate = get("a", NOON.plusSeconds(1801));

        // Then
        assertThat(inTime).isEqualTo("a!");
        assertThat(later).isEqualTo("a!");
        assertThat(tooLate).isNull();
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void anEntryEndsWhenAnOlderLogFollows() {
        // Given
        put("a", 1, NOON);

        // When
        var longBefore = get("a", NOON.minusSeconds(601));

        // Then
        assertThat(longBefore).isNull();
    }

    @Test
    void theEntryNotUsedForLongestMakesRoom() {
        // Given
        put("a", 1, NOON);
        put("b", 2, NOON);
        put("c", 3, NOON);
        get("a", NOON);

        // When
        put("d", 4, NOON);

        // Then
        assertThat(get("b", NOON)).isNull();
        assertThat(get("a", NOON)).isEqualTo("a!");
    }

    @Test
    void theOldestLineIsThatOfTheOldestEntryThatIsLeft() {
        // Given
        put("a", 1, NOON);
        put("b", 2, NOON);
        assertThat(memory.oldest()).isEqualTo(id(1));

        // When
        memory.remove("a");

        // Then
        assertThat(memory.oldest()).isEqualTo(id(2));
    }

    @Test
    void anEntryThatIsReplacedBeginsAnew() {
        // Given
        put("a", 1, NOON);
        put("b", 2, NOON);

        // When
        put("a", 3, NOON);

        // Then
        assertThat(memory.oldest()).isEqualTo(id(2));

        // When
        memory.remove("b");

        // Then
        assertThat(memory.oldest()).isEqualTo(id(3));
    }

    private void put(String key, long line, Instant now) {
        memory.put(key, key + "!", id(line), at(now));
    }

    private @Nullable String get(String key, Instant now) {
        return memory.get(key, at(now));
    }

    private SeenHost at(Instant now) {
        host.saw(now.toEpochMilli());
        return host;
    }

    private static EventId id(long line) {
        return new EventId("test", 1, line);
    }
}
