package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A service that says one thing to whoever says anything, and hangs up.
final class Answering implements AutoCloseable {

    private final ServerSocketChannel channel;
    private final byte[] answer;

    private Answering(ServerSocketChannel channel, SocketAddress address, String answer)
            throws IOException {
        this.channel = channel.bind(address);
        this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
        Thread.ofVirtual().start(this::serve);
    }

    static Answering onLoopback(String answer) throws IOException {
        return new Answering(
                ServerSocketChannel.open(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                answer);
    }

    static Answering at(Path socket, String answer) throws IOException {
        return new Answering(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX),
                UnixDomainSocketAddress.of(socket),
                answer);
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private void serve() {
        while (channel.isOpen()) {
            try (var client = channel.accept()) {
                client.read(ByteBuffer.allocate(4096));
                client.write(ByteBuffer.wrap(answer));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
