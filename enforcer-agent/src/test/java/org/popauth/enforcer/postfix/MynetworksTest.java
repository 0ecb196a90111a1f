package org.popauth.enforcer.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.Network;

class MynetworksTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.0/8",
        "192.0.2.7, 192.0.2.7",
        "[::1]/128, ::1",
        "[2001:db8::]/32, 2001:db8::/32",
        "[::ffff:127.0.0.0]/104, 127.0.0.0/8"
    })
    void aNetworkThatIsWrittenOutIsRead(String word, String network) {
        assertThat(Mynetworks.parse(word)).contains(Network.parse(network));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hash:/etc/postfix/networks", "/etc/networks", "!192.0.2.1", "", "[", "a/b"})
    void anythingElseIsLeftOut(String word) {
        assertThat(Mynetworks.parse(word)).isEmpty();
    }
}
