package org.popauth.ingest.network;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// What a listener counts besides the lines.
public final class NetworkCounters {

    /// Datagrams and connections of senders that are not listed, or have too many connections.
    public final LongAdder unlisted = new LongAdder();

    /// Connections that ended in the TLS handshake.
    public final LongAdder handshakesFailed = new LongAdder();

    /// Datagrams for which there was no room.
    public final LongAdder dropped = new LongAdder();

    /// Connections that ended within a message, or by a mistake in the framing.
    public final LongAdder unfinished = new LongAdder();

    /// How many connections there are.
    public final AtomicInteger connections = new AtomicInteger();

    /// How many bytes wait to be read.
    public final AtomicLong queueBytes = new AtomicLong();

    private volatile LongSupplier kernelDropped = () -> 0;

    /// Where to ask how many datagrams the kernel dropped.
    public void kernelDropped(LongSupplier ask) {
        kernelDropped = ask;
    }

    /// How many datagrams the kernel dropped, for want of room in the socket's buffer.
    public long kernelDropped() {
        return kernelDropped.getAsLong();
    }
}
