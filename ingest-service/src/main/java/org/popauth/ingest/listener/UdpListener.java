package org.popauth.ingest.listener;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.ingest.line.FrameSplitter;
import org.popauth.ingest.network.NetworkCounters;
import org.popauth.ingest.source.SourceSpec;

/// Receives datagrams in a thread of its own. UDP has no way to make a sender wait: what finds no
/// room is dropped and counted, and so is what the kernel dropped before.
final class UdpListener implements Listener {

    private static final int DATAGRAM_BYTES_MAX = 65_535;
    private static final int RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;
    private static final int PEERS_MAX = 10_000;

    private final SourceSpec.Syslog spec;
    private final NetworkCounters counters;
    private final Door door;
    private final Inbox inbox;
    private final DatagramChannel channel;
    private final Thread thread;
    private final Map<Address, Peer> peers =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Address, Peer> eldest) {
                    return size() > PEERS_MAX;
                }
            };

    UdpListener(SourceSpec.Syslog spec, NetworkCounters counters, Door door, Inbox inbox)
            throws IOException {
        this.spec = spec;
        this.counters = counters;
        this.door = door;
        this.inbox = inbox;
        this.channel = open(spec.address());
        var drops = new KernelDrops(address());
        counters.kernelDropped(drops::count);
        this.thread =
                Thread.ofPlatform().daemon().name("ingest-udp-" + spec.name()).start(this::receive);
    }

    private static DatagramChannel open(InetSocketAddress address) throws IOException {
        var family =
                address.getAddress().getAddress().length == 4
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6;
        var channel = DatagramChannel.open(family);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(address);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    private void receive() {
        var room = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);
        try {
            while (true) {
                room.clear();
                if (channel.receive(room) instanceof InetSocketAddress from) {
                    take(Address.of(from.getAddress()), room.flip());
                }
            }
        } catch (AsynchronousCloseException e) {
            Log.debugf("no longer receiving source=%s", spec.name());
        } catch (IOException e) {
            inbox.fail(e);
        }
    }

    private void take(Address from, ByteBuffer datagram) {
        var peer = peer(from);
        if (peer == null || !datagram.hasRemaining()) {
            return;
        }
        var bytes = Arrays.copyOf(datagram.array(), datagram.remaining());
        if (!inbox.offer(new Arrival(peer, bytes))) {
            counters.dropped.increment();
        }
    }

    private @Nullable Peer peer(Address from) {
        var known = peers.get(from);
        if (known != null) {
            return known;
        }
        var sender = door.find(from);
        if (sender == null) {
            return null;
        }
        var peer = new Peer(from, sender, new FrameSplitter(spec.lineBytesMax()), () -> {});
        peers.put(from, peer);
        return peer;
    }

    @Override
    public void close() throws InterruptedException {
        try {
            channel.close();
        } catch (IOException e) {
            Log.debugf("cannot close source=%s: %s", spec.name(), e);
        }
        thread.join(1000);
    }
}
