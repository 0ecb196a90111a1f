package org.popauth.ingest.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.popauth.events.Address;
import org.popauth.events.MailHost;

class SenderListTest {

    private static @Nullable Sender find(String address, String... texts) {
        return SenderList.parse(List.of(texts)).find(Address.parse(address));
    }

    @Test
    void whoeverIsNotListedIsNotFound() {
        assertThat(find("192.0.2.11", "192.0.2.10", "198.51.100.0/24", "2001:db8::/64")).isNull();
    }

    @Test
    void addressesAndNetworksAreFound() {
        assertThat(find("192.0.2.10", "192.0.2.10")).isNotNull();
        assertThat(find("198.51.100.7", "192.0.2.10", "198.51.100.0/24")).isNotNull();
        assertThat(find("2001:db8::7", "2001:db8::/64")).isNotNull();
    }

    @Test
    void theMostExactEntryCounts() {
        var sender = find("198.51.100.7", "mx7=198.51.100.7", "198.51.100.0/24");
        assertThat(sender).extracting(Sender::host).isEqualTo(new MailHost("mx7"));
    }

    @Test
    void aTextThatIsNoSenderIsNamed() {
        assertThatThrownBy(() -> SenderList.parse(List.of("192.0.2.10", "mx1.example.org")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mx1.example.org");
    }
}
