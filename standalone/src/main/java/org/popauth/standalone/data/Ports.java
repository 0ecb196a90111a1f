package org.popauth.standalone.data;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.popauth.standalone.fault.StartFailure;

/// Ports of the loopback interface: chosen when first asked for, then kept from start to start as
/// long as nobody else listens there.
public final class Ports {

    /// Below the range that the system gives to outgoing connections, so a kept port stays free.
    private static final int LOWEST = 20000;

    private static final int HIGHEST = 32000;
    private static final int ATTEMPTS = 200;

    private final Path file;
    private final Properties chosen = new Properties();

    private Ports(Path file) {
        this.file = file;
    }

    /// The ports of an instance.
    public static Ports of(DataDirectory directory) {
        var ports = new Ports(directory.resolve("ports"));
        if (Files.exists(ports.file)) {
            try {
                ports.chosen.load(new StringReader(Files.readString(ports.file)));
            } catch (IOException | IllegalArgumentException e) {
                throw new StartFailure("cannot read " + ports.file + "; delete it", e);
            }
        }
        return ports;
    }

    /// The port with this name.
    public synchronized int port(String name) {
        var kept = chosen.getProperty(name, "");
        if (kept.matches("[0-9]{1,5}") && isFree("127.0.0.1", Integer.parseInt(kept))) {
            return Integer.parseInt(kept);
        }
        return choose(name);
    }

    private int choose(String name) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!chosen.containsValue(Integer.toString(port)) && isFree("127.0.0.1", port)) {
                chosen.setProperty(name, Integer.toString(port));
                save();
                return port;
            }
        }
        throw new StartFailure("no free port between " + LOWEST + " and " + HIGHEST);
    }

    private void save() {
        var text = new StringWriter();
        try {
            chosen.store(text, null);
            OwnerOnly.write(file, text.toString());
        } catch (IOException e) {
            throw new StartFailure("cannot write " + file, e);
        }
    }

    /// Says that the pages cannot be served there.
    public static StartFailure taken(String address, int port) {
        return new StartFailure(
                "cannot listen on port "
                        + port
                        + " of "
                        + address
                        + ": another program does, or this user may not;"
                        + " choose another port with --port N");
    }

    /// True when nobody listens on the port of an address of this machine.
    public static boolean isFree(String address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
