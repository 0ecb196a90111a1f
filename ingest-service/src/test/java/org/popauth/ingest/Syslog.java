package org.popauth.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.popauth.testsupport.FreePort;

/// A source on the network for a test, and those who send to it, from `127.0.0.2` or elsewhere on
/// the loopback interface.
final class Syslog {

    static final String SENDER = "127.0.0.2";

    private final String type;
    final int port;
    private final Map<String, String> settings = new HashMap<>();

    Syslog(String type) throws IOException {
        this.type = type;
        this.port = FreePort.next();
        set("type", type);
        set("listen", "127.0.0.1:" + port);
        set("senders", SENDER);
    }

    Syslog set(String key, String value) {
        settings.put("ingest.sources.net." + key, value);
        return this;
    }

    Ingest open(Path directory, RecordingOutlet outlet) throws IOException {
        return Ingest.start(directory, outlet, settings);
    }

    Ingest start(Path directory, RecordingOutlet outlet) throws IOException {
        var ingest = open(directory, outlet);
        ingest.awaitReading();
        return ingest;
    }

    /// A line as it is sent, about a log-in.
    static String line(int user) {
        return "<22>" + LogWriter.line(user);
    }

    /// The same with its count.
    static String counted(int user) {
        return line(user).getBytes(UTF_8).length + " " + line(user);
    }

    Socket connect(String from) throws IOException {
        if (type.equals("udp")) {
            throw new IllegalStateException("UDP has no connections");
        }
        var socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    void datagram(String from, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        try (var socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
            socket.send(
                    new DatagramPacket(
                            bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
        }
    }
}
