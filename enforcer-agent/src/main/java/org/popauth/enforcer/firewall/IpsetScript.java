package org.popauth.enforcer.firewall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.popauth.enforcer.firewall.Firewall.Change;
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
    private final StringBuilder text = new StringBuilder(4096);

    IpsetScript(FirewallSettings settings) {
        this.settings = settings;
    }

    /// Creates the sets of dropped clients that are missing.
    IpsetScript sets() {
        var timed = " timeout 0 maxelem " + settings.entriesMax() + "\n";
        text.append("create ").append(DROP4).append(" hash:ip").append(INET).append(timed);
        text.append("create ").append(DROP6).append(" hash:ip").append(INET6).append(timed);
        text.append("create ").append(NET6).append(" hash:net").append(INET6).append(timed);
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
        text.append("create ").append(set).append(" hash:net").append(family).append('\n');
        text.append("create ").append(fresh).append(" hash:net").append(family).append('\n');
        text.append("flush ").append(fresh).append('\n');
        for (var network : networks) {
            for (var half : NftScript.halves(network)) {
                text.append("add ").append(fresh).append(' ').append(half).append('\n');
            }
        }
        text.append("swap ").append(fresh).append(' ').append(set).append('\n');
        text.append("destroy ").append(fresh).append('\n');
    }

    IpsetScript changes(Collection<? extends Change> changes, Instant now) {
        for (var change : changes) {
            var network = change.network();
            if (change instanceof Change.Drop drop && drop.until().isAfter(now)) {
                text.append("add ").append(setOf(network)).append(' ').append(network);
                text.append(" timeout ").append(Ttl.seconds(drop.until(), now)).append('\n');
            } else {
                text.append("del ").append(setOf(network)).append(' ').append(network);
                text.append('\n');
            }
        }
        return this;
    }

    private static String setOf(Network network) {
        if (network.address().isIpv4()) {
            return DROP4;
        }
        return network.prefixLength() == 128 ? DROP6 : NET6;
    }

    /// Reads lines like `add popauth-drop4 192.0.2.1 timeout 59`.
    static Map<Network, Instant> members(InputStream in, Instant now) throws IOException {
        var members = new HashMap<Network, Instant>();
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var words = line.split(" ");
            if (words.length >= 3 && words[0].equals("add")) {
                boolean timed = words.length >= 5 && words[3].equals("timeout");
                long seconds = timed ? Long.parseLong(words[4]) : 0;
                var until = seconds > 0 ? now.plusSeconds(seconds) : Instant.MAX;
                members.put(Network.parse(words[2]), until);
            }
        }
        return members;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
