package org.popauth.enforcer.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/// A connection to a live service, as Postfix would have one.
final class Asking implements AutoCloseable {

    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    Asking(SocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        in = Channels.newInputStream(channel);
        out = Channels.newOutputStream(channel);
    }

    void send(String bytes) throws IOException {
        out.write(bytes.getBytes(UTF_8));
    }

    /// The answer to a netstring.
    String socketmap(String request) throws IOException {
        send(request.getBytes(UTF_8).length + ":" + request + ",");
        return netstring();
    }

    String netstring() throws IOException {
        int length = 0;
        for (int c = in.read(); c != ':'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            length = 10 * length + c - '0';
        }
        var answer = new String(in.readNBytes(length), UTF_8);
        in.read();
        return answer;
    }

    /// The answer to attributes, one in each line.
    String policy(String attributes) throws IOException {
        send(attributes + "\n");
        return action();
    }

    String action() throws IOException {
        var answer = new StringBuilder();
        while (answer.length() < 2 || !answer.substring(answer.length() - 2).equals("\n\n")) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("closed");
            }
            answer.append((char) c);
        }
        return answer.toString().strip();
    }

    boolean isClosedByPeer() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
