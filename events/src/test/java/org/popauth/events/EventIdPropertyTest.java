package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventIdPropertyTest {

    @Provide
    Arbitrary<EventId> ids() {
        var sources =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(512),
                        Arbitraries.strings()
                                .withChars("#-0123456789:/ ")
                                .ofMinLength(1)
                                .ofMaxLength(40));
        var numbers = Arbitraries.longs().greaterOrEqual(0);
        return Combinators.combine(sources, numbers, numbers).as(EventId::new);
    }

    @Property
    void itsTextIsReadBack(@ForAll("ids") EventId id) {
        assertThat(EventId.parse(id.toString())).isEqualTo(id);
    }

    @Property
    void anyTextIsAnIdOrRefused(@ForAll String text) {
        try {
            assertThat(EventId.parse(text).source()).isNotEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContainingAny("\u001b", "\n");
        }
    }

    @Property
    void ofOneSourceTheOrderIsThatOfTheLines(
            @ForAll("ids") EventId a, @ForAll("ids") EventId other) {
        // Given
        var b = new EventId(a.source(), other.generation(), other.offset());
        // When, Then
        assertThat(a.isAfter(b)).isEqualTo(a.compareTo(b) > 0);
        assertThat(b.isAfter(a)).isEqualTo(a.compareTo(b) < 0);
    }

    @Example
    void aRotatedFileGoesOnAfterTheOldOne() {
        assertThat(new EventId("f", 2, 0).isAfter(new EventId("f", 1, Long.MAX_VALUE))).isTrue();
    }

    @Example
    void whatIsNoIdIsRefused() {
        for (var text : NOT_AN_ID) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> EventId.parse(text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new EventId("f", -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new EventId("f", 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EventId("x".repeat(513), 0, 0));
    }

    private static final String[] NOT_AN_ID = {
        "",
        "#",
        "#1-2",
        "f",
        "f#",
        "f#1",
        "f#1-",
        "f#-1",
        "f#1-2-3",
        "f#1--2",
        "f#+1-2",
        "f#1-+2",
        "f#\u0661-2",
        "f#01-2",
        "f#1-02",
        "f#1-2 ",
        "f#9223372036854775808-0",
    };
}
