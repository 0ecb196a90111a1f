package org.popauth.ingest.listener;

import java.io.IOException;
import java.net.InetSocketAddress;

/// An open port; what comes in by it goes into an [Inbox].
interface Listener extends AutoCloseable {

    /// Where it listens.
    InetSocketAddress address() throws IOException;

    /// Takes nothing any more.
    @Override
    void close() throws InterruptedException;
}
