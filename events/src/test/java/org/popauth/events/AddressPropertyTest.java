package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class AddressPropertyTest {

    @Provide
    Arbitrary<Address> addresses() {
        return AddressTexts.addresses();
    }

    @Provide
    Arbitrary<Address> ipv4() {
        return AddressTexts.ipv4();
    }

    @Provide
    Arbitrary<String> nearlyAddresses() {
        return Arbitraries.strings()
                .withChars("0123456789abfFG:::...%/[] -+\u0660\u00e4\u0000")
                .ofMaxLength(48);
    }

    @Property
    void itsTextIsReadBack(@ForAll("addresses") Address address) {
        assertThat(Address.parse(address.toString())).isEqualTo(address);
    }

    @Property
    void itsTextIsThatOfRfc5952(@ForAll("addresses") Address address) {
        assertThat(address.toString()).isEqualTo(AddressTexts.rfc5952(address));
    }

    @Property
    void anyTextOfAnIpv6AddressIsReadAsTheJdkDoes(
            @ForAll("addresses") Address address, @ForAll Random random) {
        // Given
        var text = AddressTexts.anyIpv6Text(address, random);
        // When
        var read = Address.parse(text);
        // Then
        assertThat(read).as(text).isEqualTo(address);
        assertThat(read.toInetAddress()).as(text).isEqualTo(AddressTexts.jdk(text));
    }

    @Property
    void dottedDecimalIsReadAsTheJdkDoes(@ForAll("ipv4") Address address) {
        // Given
        var text = AddressTexts.rfc5952(address);
        // When
        var read = Address.parse(text);
        // Then
        assertThat(read).isEqualTo(address);
        assertThat(read.toInetAddress()).isEqualTo(AddressTexts.jdk(text));
    }

    @Property
    void anIpv4AddressAndItsMappedFormAreOne(@ForAll("ipv4") Address address) {
        // Given
        var groups = AddressTexts.groups(address);
        var hex = "::ffff:%x:%x".formatted(groups[6], groups[7]);
        // When, Then
        assertThat(Address.parse(hex)).isEqualTo(address);
        assertThat(Address.parse("0:0:0:0:0:FFFF:" + address)).isEqualTo(address);
        assertThat(address.isIpv4()).isTrue();
    }

    @Property
    void theJdkGivesItBack(@ForAll("addresses") Address address) {
        assertThat(Address.of(address.toInetAddress())).isEqualTo(address);
    }

    @Property
    void whatIsReadFromAnyTextIsWhatTheJdkReads(@ForAll("nearlyAddresses") String text) {
        // When
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var read = Address.parse(bytes, 0, bytes.length);
        // Then
        if (read != null) {
            assertThat(read.toInetAddress()).as(text).isEqualTo(AddressTexts.jdk(text));
        }
    }

    @Property
    void anyBytesAreReadWithoutAnException(@ForAll byte[] bytes, @ForAll Random random) {
        // Given
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(bytes.length - from + 1);
        // When
        var read = Address.parse(bytes, from, to);
        // Then
        if (read != null) {
            var text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
            assertThat(Address.parse(text)).isEqualTo(read);
        }
    }

    @Property
    void bytesAroundItDoNotMatter(
            @ForAll("addresses") Address address, @ForAll byte[] before, @ForAll byte[] after) {
        // Given
        var text = address.toString().getBytes(StandardCharsets.US_ASCII);
        var line = new byte[before.length + text.length + after.length];
        System.arraycopy(before, 0, line, 0, before.length);
        System.arraycopy(text, 0, line, before.length, text.length);
        System.arraycopy(after, 0, line, before.length + text.length, after.length);
        // When
        var read = Address.parse(line, before.length, before.length + text.length);
        // Then
        assertThat(read).isEqualTo(address);
    }

    @Property
    void oneCharacterMoreOrOtherIsNoAddressOrOneThatTheJdkReads(
            @ForAll("addresses") Address address, @ForAll Random random) {
        // Given
        var text = new StringBuilder(address.toString());
        var odd = "g%[ ./-+\u0661\u0000x".charAt(random.nextInt(11));
        text.insert(random.nextInt(text.length() + 1), odd);
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        // When
        var read = Address.parse(bytes, 0, bytes.length);
        // Then
        assertThat(read).as(text.toString()).isNull();
    }

    @Property
    void maskingClearsWhatComesAfterThePrefix(
            @ForAll("addresses") Address address, @ForAll @IntRange(max = 128) int length) {
        // Given
        int prefix = Math.min(length, address.bits());
        var rest = BigInteger.TWO.pow(address.bits() - prefix).subtract(BigInteger.ONE);
        // When
        var masked = address.masked(prefix);
        // Then
        assertThat(number(masked)).isEqualTo(number(address).andNot(rest));
        assertThat(masked.isIpv4()).isEqualTo(address.isIpv4());
    }

    @Property
    void theOrderIsThatOfTheNumbers(
            @ForAll("addresses") Address a, @ForAll("addresses") Address b) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(number(a).compareTo(number(b)));
    }

    @Property
    void aPrefixLongerThanTheAddressIsRefused(@ForAll("addresses") Address address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> address.masked(address.bits() + 1))
                .withMessageContaining("0 to " + address.bits());
        assertThatIllegalArgumentException().isThrownBy(() -> address.masked(-1));
    }

    @Example
    void textsThatAreNoAddressAreRefusedByName() {
        for (var text : NOT_AN_ADDRESS) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> Address.parse(text))
                    .withMessageContaining("not an IPv4 or IPv6 address");
        }
    }

    private static BigInteger number(Address address) {
        return new BigInteger(Long.toUnsignedString(address.high()))
                .shiftLeft(64)
                .or(new BigInteger(Long.toUnsignedString(address.low())));
    }

    private static final String[] NOT_AN_ADDRESS = {
        "",
        ":",
        ":::",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4.",
        ".1.2.3.4",
        "1.2.3.256",
        "1.2.3.1000",
        "01.2.3.4",
        "1.2.3.00",
        "0x1.2.3.4",
        "1.2.3.4 ",
        "[::1]",
        "::1%lo",
        "::1/128",
        "::g",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8:",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::8:9",
        "1:2:3:4::5:6:7:8",
        "::12345",
        "::1.2.3",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:1.2.3.4",
        "::01.2.3.4",
        "::1.2.3.4.5",
        "localhost",
        "\u0661.2.3.4",
        "::\uff11",
        "0000:0000:0000:0000:0000:0000:0000:000000000001",
    };
}
