package org.popauth.ingest.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// How many datagrams the kernel dropped because a socket's buffer was full, as proc(5) tells in
/// the last column of `/proc/net/udp` and `udp6`.
final class KernelDrops {

    private final Path table;
    private final String local;

    KernelDrops(InetSocketAddress address) {
        var bytes = address.getAddress().getAddress();
        this.table = Path.of(bytes.length == 4 ? "/proc/net/udp" : "/proc/net/udp6");
        this.local = hex(bytes) + String.format(Locale.ROOT, ":%04X", address.getPort());
    }

    /// In words of four bytes, each in the order of a little-endian processor.
    private static String hex(byte[] bytes) {
        var hex = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            hex.append(String.format(Locale.ROOT, "%02X", bytes[i / 4 * 4 + 3 - i % 4]));
        }
        return hex.toString();
    }

    /// 0 where the kernel does not tell.
    long count() {
        try (var lines = Files.lines(table)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 12 && columns[1].equals(local))
                    .mapToLong(columns -> Long.parseLong(columns[columns.length - 1]))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
