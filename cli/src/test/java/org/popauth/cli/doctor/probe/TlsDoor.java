package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.popauth.testsupport.TestBroker;

/// TLS in front of a real broker: wants a certificate, and hands on all that is said within.
final class TlsDoor implements AutoCloseable {

    private final SSLServerSocket server;
    private final int brokerPort;
    private final List<Socket> open = new ArrayList<>();

    private TlsDoor(SSLServerSocket server, int brokerPort) {
        this.server = server;
        this.brokerPort = brokerPort;
        Thread.ofVirtual().start(this::serve);
    }

    /// @param own the name of its certificate in the folder
    /// @param authority of those who may come in
    static TlsDoor to(TestBroker broker, Path folder, String own, String authority)
            throws Exception {
        var servers = broker.bootstrapServers();
        return to(
                Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1)),
                folder,
                own,
                authority);
    }

    /// As [#to(TestBroker, Path, String, String)], to whatever listens at a port.
    static TlsDoor to(int port, Path folder, String own, String authority) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(pem(folder, own).own(), new char[0]);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(pem(folder, authority).trusted());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        var server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        server.setNeedClientAuth(true);
        return new TlsDoor(server, port);
    }

    private static KeyFile pem(Path folder, String name) {
        return new KeyFile(folder.resolve(name + ".pem").toString(), "PEM", "");
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var client = (SSLSocket) server.accept();
                var behind = new Socket("127.0.0.1", brokerPort);
                synchronized (open) {
                    open.addAll(List.of(client, behind));
                }
                Thread.ofVirtual().start(() -> hand(client, behind));
                Thread.ofVirtual().start(() -> hand(behind, client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void hand(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (open) {
            for (var each : open) {
                each.close();
            }
        }
    }
}
