package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ClientPropertyTest {

    @Provide
    Arbitrary<Address> addresses() {
        return AddressTexts.addresses();
    }

    @Property
    void itsTextIsReadBack(
            @ForAll("addresses") Address address,
            @ForAll @IntRange(min = 1, max = 128) int length) {
        // Given
        var client = Client.of(address, length);
        // When, Then
        assertThat(Client.parse(client.toString())).isEqualTo(client);
    }

    @Property
    void theSameAddressIsTheSameClientHoweverItIsWritten(
            @ForAll("addresses") Address address, @ForAll Random random) {
        // Given
        var once = Client.of(Address.parse(AddressTexts.anyIpv6Text(address, random)));
        var again = Client.of(Address.parse(AddressTexts.anyIpv6Text(address, random)));
        // Then
        assertThat(once).isEqualTo(again).hasToString(again.toString());
    }

    @Property
    void itContainsItsAddress(
            @ForAll("addresses") Address address,
            @ForAll @IntRange(min = 1, max = 128) int length) {
        assertThat(Client.of(address, length).contains(address)).isTrue();
        assertThat(Client.exactly(address).contains(address)).isTrue();
    }

    @Property
    void anExactClientIsOneAddress(@ForAll("addresses") Address a, @ForAll("addresses") Address b) {
        assertThat(Client.exactly(a).contains(b)).isEqualTo(a.equals(b));
        assertThat(Client.exactly(a).isExact()).isTrue();
        assertThat(Client.exactly(a)).hasToString(a.toString());
    }

    @Property
    void twoIpv6AddressesAreOneClientWhenTheyShareTheirFirst64Bits(
            @ForAll("addresses") Address a, @ForAll long otherLow) {
        // Given
        var b = new Address(a.high(), otherLow);
        // When
        boolean same = Client.of(a).equals(Client.of(b));
        // Then
        assertThat(same).isEqualTo(a.equals(b) || (!a.isIpv4() && !b.isIpv4()));
    }

    @Example
    void anIpv4ClientIsAlwaysAWholeAddress() {
        assertThat(Client.of(Address.parse("::ffff:192.0.2.1"), 48)).hasToString("192.0.2.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Client.parse("192.0.2.0/24"))
                .withMessageContaining("192.0.2.0/24");
    }

    @Example
    void anIpv6ClientIsASlash64UnlessToldOtherwise() {
        var address = Address.parse("2001:db8:1:2:3::4");
        assertThat(Client.of(address)).hasToString("2001:db8:1:2::/64");
        assertThat(Client.of(address, 48)).hasToString("2001:db8:1::/48");
        assertThat(Client.of(address, 128)).isEqualTo(Client.exactly(address));
        assertThatIllegalArgumentException().isThrownBy(() -> Client.of(address, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Client.of(address, 129));
    }
}
