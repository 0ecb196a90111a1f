package org.popauth.enforcer.firewall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import org.popauth.enforcer.firewall.Firewall.Change;
import org.popauth.enforcer.firewall.Firewall.Elements;
import org.popauth.events.Network;

/// Writes scripts for `ipset restore -exist`, and reads `ipset save`. Nothing but canonical
/// addresses, numbers and names of our own goes into them.
final class IpsetScript {

    static final String ALLOW4 = "popauth-allow4";
    static final String ALLOW6 = "popauth-allow6";
    static final String DROP4 = "popauth-drop4";
    static final String DROP6 = "popauth-drop6";
    static final String NET6 = "popauth-net6";
    private static final String INET = " family inet";
    private static final String INET6 = " family inet6";

    private final FirewallSettings settings;
    private final Appendable text;

    IpsetScript(FirewallSettings settings) {
        this(settings, new StringBuilder(4096));
    }

    IpsetScript(FirewallSettings settings, Appendable text) {
        this.settings = settings;
        this.text = text;
    }

    /// Creates the sets of dropped clients that are missing.
    IpsetScript sets() {
        var timed = " timeout 0 maxelem " + settings.entriesMax() + "\n";
        write("create ", DROP4, " hash:ip", INET, timed);
        write("create ", DROP6, " hash:ip", INET6, timed);
        write("create ", NET6, " hash:net", INET6, timed);
        return this;
    }

    /// Replaces the allow-lists, at no moment empty.
    IpsetScript allow(Collection<Network> allowed) {
        allow(ALLOW4, INET, allowed.stream().filter(it -> it.address().isIpv4()).toList());
        allow(ALLOW6, INET6, allowed.stream().filter(it -> !it.address().isIpv4()).toList());
        return this;
    }

    private void allow(String set, String family, Collection<Network> networks) {
        var fresh = set + "-new";
        write("create ", set, " hash:net", family, "\n");
        write("create ", fresh, " hash:net", family, "\n");
        write("flush ", fresh, "\n");
        for (var network : networks) {
            for (var half : NftScript.halves(network)) {
                write("add ", fresh, " ", half.toString(), "\n");
            }
        }
        write("swap ", fresh, " ", set, "\n");
        write("destroy ", fresh, "\n");
    }

    /// `add … -exist` moves the end of an entry that is there.
    IpsetScript changes(Collection<? extends Change> changes, Instant now) {
        for (var change : changes) {
            var network = change.network();
            var until =
                    switch (change) {
                        case Change.Add it -> it.until();
                        case Change.Drop it -> it.until();
                        case Change.Release _ -> Instant.MIN;
                    };
            if (until.isAfter(now)) {
                var seconds = String.valueOf(Ttl.seconds(until, now));
                write("add ", setOf(network), " ", network.toString(), " timeout ", seconds, "\n");
            } else {
                write("del ", setOf(network), " ", network.toString(), "\n");
            }
        }
        return this;
    }

    private void write(CharSequence... parts) {
        try {
            for (var part : parts) {
                text.append(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String setOf(Network network) {
        if (network.address().isIpv4()) {
            return DROP4;
        }
        return network.prefixLength() == 128 ? DROP6 : NET6;
    }

    /// Reads lines like `add popauth-drop4 192.0.2.1 timeout 59`.
    static boolean members(InputStream in, Instant now, Elements elements) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var words = line.split(" ");
            if (words.length >= 3 && words[0].equals("add")) {
                boolean timed = words.length >= 5 && words[3].equals("timeout");
                long seconds = timed ? Long.parseLong(words[4]) : 0;
                var network = Network.parse(words[2]);
                elements.found(
                        network.address().high(),
                        network.address().low(),
                        network.prefixLength(),
                        seconds > 0 ? now.toEpochMilli() + seconds * 1000 : Elements.NEVER);
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
