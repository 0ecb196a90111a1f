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

class NetworkPropertyTest {

    @Provide
    Arbitrary<Address> addresses() {
        return AddressTexts.addresses();
    }

    @Provide
    Arbitrary<Network> networks() {
        return Combinators.combine(AddressTexts.addresses(), Arbitraries.integers().between(0, 128))
                .as((address, length) -> new Network(address, Math.min(length, address.bits())));
    }

    @Property
    void itsTextIsReadBack(@ForAll("networks") Network network) {
        assertThat(Network.parse(network.toString())).isEqualTo(network);
    }

    @Property
    void onlyAWholeAddressIsWrittenWithoutALength(@ForAll("networks") Network network) {
        assertThat(network.toString().indexOf('/') < 0)
                .isEqualTo(network.prefixLength() == network.address().bits());
    }

    @Property
    void itContainsAnAddressWhosePrefixIsItsOwn(
            @ForAll("networks") Network network, @ForAll("addresses") Address address) {
        // Given
        boolean sameFamily = address.isIpv4() == network.address().isIpv4();
        boolean samePrefix =
                sameFamily && address.masked(network.prefixLength()).equals(network.address());
        // When, Then
        assertThat(network.contains(address)).isEqualTo(samePrefix);
        assertThat(network.contains(network.address())).isTrue();
    }

    @Property
    void twoNetworksOverlapOnlyWhenOneContainsTheOther(
            @ForAll("networks") Network a, @ForAll("networks") Network b) {
        assertThat(a.overlaps(b)).isEqualTo(b.overlaps(a));
        assertThat(a.overlaps(b)).isEqualTo(a.contains(b.address()) || b.contains(a.address()));
    }

    @Property
    void aShorterPrefixOfTheSameAddressContainsALongerOne(@ForAll("networks") Network network) {
        // When
        var wider = new Network(network.address(), Math.max(0, network.prefixLength() - 1));
        // Then
        assertThat(wider.contains(network)).isTrue();
        assertThat(network.contains(wider)).isEqualTo(wider.equals(network));
    }

    @Example
    void theIpv4WorldIsNoPartOfTheIpv6World() {
        assertThat(Network.parse("::/0").contains(Address.parse("192.0.2.1"))).isFalse();
        assertThat(Network.parse("0.0.0.0/0").contains(Address.parse("2001:db8::1"))).isFalse();
        assertThat(Network.parse("0.0.0.0/0").contains(Address.parse("::ffff:c000:201"))).isTrue();
    }

    @Example
    void bitsAfterThePrefixAreCleared() {
        assertThat(Network.parse("192.0.2.77/24")).hasToString("192.0.2.0/24");
        assertThat(Network.parse("2001:DB8::1/32")).hasToString("2001:db8::/32");
        assertThat(Network.parse("2001:db8::1/128")).hasToString("2001:db8::1");
    }

    @Example
    void textsThatAreNoNetworkAreRefused() {
        for (var text : NOT_A_NETWORK) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> Network.parse(text));
        }
    }

    private static final String[] NOT_A_NETWORK = {
        "",
        "/",
        "/24",
        "192.0.2.0/",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2.0/+1",
        "192.0.2.0/24/24",
        "192.0.2.0/2 4",
        "::/129",
        "::/1000",
        "::/\u0661",
        "192.0.2/24",
        "example.org/24",
    };
}
