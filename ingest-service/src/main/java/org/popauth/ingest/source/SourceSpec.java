package org.popauth.ingest.source;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.MailHost;
import org.popauth.ingest.journal.Senders;
import org.popauth.ingest.network.Limits;
import org.popauth.ingest.network.SenderList;
import org.popauth.ingest.network.TlsFiles;
import org.popauth.ingest.network.Transport;

/// A source of log lines as configured. To be read by one reader each, in a package of its own.
public sealed interface SourceSpec {

    /// Its name in the configuration.
    String name();

    /// The host that its lines are from when they do not say.
    MailHost host();

    /// The time zone of stamps that do not say theirs.
    ZoneId zone();

    /// False when the source is read to its end and is finished then.
    boolean follow();

    /// Its name in the ids of events.
    String id();

    /// A log file.
    ///
    /// @param fromEnd true to leave out what the file holds when it is first opened
    record LogFile(
            String name, MailHost host, ZoneId zone, Path path, boolean follow, boolean fromEnd)
            implements SourceSpec {

        @Override
        public String id() {
            return host + ":file:" + path;
        }
    }

    /// A FIFO that a syslog daemon writes to.
    record NamedPipe(String name, MailHost host, ZoneId zone, Path path) implements SourceSpec {

        @Override
        public boolean follow() {
            return true;
        }

        @Override
        public String id() {
            return host + ":pipe:" + path;
        }
    }

    /// The standard input of this process; it ends when the input does.
    record StandardInput(String name, MailHost host, ZoneId zone, boolean follow)
            implements SourceSpec {

        @Override
        public String id() {
            return host + ":stdin:-";
        }
    }

    /// The systemd journal.
    ///
    /// @param path a directory of journal files, or one file; null for the journal of this machine
    /// @param senders whose entries are believed
    /// @param matches what `journalctl` is to select
    /// @param fromEnd true to leave out what the journal holds when it is first opened
    record Journal(
            String name,
            MailHost host,
            ZoneId zone,
            @Nullable Path path,
            Senders senders,
            List<String> matches,
            boolean follow,
            boolean fromEnd)
            implements SourceSpec {

        public Journal {
            matches = List.copyOf(matches);
        }

        /// Where it is, in words.
        public String place() {
            return path == null ? "-" : path.toString();
        }

        @Override
        public String id() {
            return host + ":journal:" + place();
        }
    }

    /// A topic of Kafka whose records are lines.
    ///
    /// @param topic its name
    /// @param group the consumer group that shares it
    /// @param fromEnd true to leave out what it holds when the group first reads it
    record Topic(
            String name, MailHost host, ZoneId zone, String topic, String group, boolean fromEnd)
            implements SourceSpec {

        @Override
        public boolean follow() {
            return true;
        }

        /// Not of a host: whoever reads it, a line has the same id.
        @Override
        public String id() {
            return "kafka:" + topic;
        }
    }

    /// Syslog from the network.
    ///
    /// @param address where to listen
    /// @param senders who may send
    /// @param tls the certificates; null without TLS
    /// @param lineBytesMax the longest line that is read whole
    record Syslog(
            String name,
            MailHost host,
            ZoneId zone,
            Transport transport,
            InetSocketAddress address,
            SenderList senders,
            Limits limits,
            @Nullable TlsFiles tls,
            int lineBytesMax)
            implements SourceSpec {

        @Override
        public boolean follow() {
            return true;
        }

        /// Where it listens, in words.
        public String place() {
            var ip = Address.of(address.getAddress()).toString();
            return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + address.getPort();
        }

        @Override
        public String id() {
            return host + ":" + transport + ":" + place();
        }
    }
}
