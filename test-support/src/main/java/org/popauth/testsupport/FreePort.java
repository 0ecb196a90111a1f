package org.popauth.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port of the loopback interface that nobody listens on at this moment.
public final class FreePort {

    private FreePort() {}

    /// A port that the system chose.
    public static int next() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
