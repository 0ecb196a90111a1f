package org.popauth.enforcer.firewall;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.popauth.enforcer.firewall.Firewall.Elements;

/// Reads listings, but not again one that is the same to the byte as the last: while nobody is
/// dropped every look finds the same. For one thread at a time.
final class LastListing {

    private static final int BYTES_MAX = 200_000;
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private NftListing listing = NftListing.NONE;
    private boolean elementsFound;

    /// True when the last listing had no elements, so that the same one needs no reading.
    boolean isOfNobody() {
        return bytes.length > 0;
    }

    /// The last listing, if this is it.
    Optional<NftListing> ifItIs(String text) {
        boolean same = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        return same ? Optional.of(listing) : Optional.empty();
    }

    NftListing read(InputStream in, Instant now, Elements elements) throws IOException {
        var head = in.readNBytes(BYTES_MAX);
        if (head.length > 0 && Arrays.equals(head, bytes)) {
            return listing;
        }
        elementsFound = false;
        bytes = NONE;
        var all = new SequenceInputStream(new ByteArrayInputStream(head), in);
        listing =
                NftListing.read(
                        all,
                        now,
                        (high, low, prefixLength, untilMillis) -> {
                            elementsFound = true;
                            elements.found(high, low, prefixLength, untilMillis);
                        });
        if (!elementsFound && head.length < BYTES_MAX) {
            bytes = head;
        }
        return listing;
    }
}
