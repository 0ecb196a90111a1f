package org.popauth.ingest.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.MailHost;

/// Who may send; whoever is not in it is not listened to. The most exact entry counts.
public record SenderList(List<Sender> senders) {

    public SenderList {
        senders = List.copyOf(senders);
    }

    /// @throws IllegalArgumentException for a text that names no sender, with that text
    public static SenderList parse(List<String> texts) {
        return new SenderList(texts.stream().map(SenderList::sender).toList());
    }

    private static Sender sender(String text) {
        try {
            return Sender.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(text.strip(), e);
        }
    }

    /// The entry of an address; null if it is not listed.
    public @Nullable Sender find(Address address) {
        Sender best = null;
        for (var sender : senders) {
            boolean fits = sender.network().contains(address);
            if (fits && (best == null || isMoreExact(sender, best))) {
                best = sender;
            }
        }
        return best;
    }

    /// The mail hosts that are listed by name.
    public List<MailHost> named() {
        var hosts = new ArrayList<MailHost>();
        for (var sender : senders) {
            if (sender.host() != null) {
                hosts.add(sender.host());
            }
        }
        return hosts;
    }

    private static boolean isMoreExact(Sender one, Sender other) {
        return one.network().prefixLength() > other.network().prefixLength();
    }
}
