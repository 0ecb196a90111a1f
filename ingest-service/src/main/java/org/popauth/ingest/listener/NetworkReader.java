package org.popauth.ingest.listener;

import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.popauth.events.Address;
import org.popauth.ingest.line.LineSink;
import org.popauth.ingest.network.NetworkCounters;
import org.popauth.ingest.network.Sender;
import org.popauth.ingest.network.Transport;
import org.popauth.ingest.progress.Mark;
import org.popauth.ingest.progress.Position;
import org.popauth.ingest.source.SourceReader;
import org.popauth.ingest.source.SourceSetup;
import org.popauth.ingest.source.SourceSpec;
import org.popauth.maillog.MailLog;
import org.popauth.maillog.MailLogSettings;

/// Reads syslog from the network. Lines are numbered in the order in which they came; what was
/// received and not yet sent when the service is killed is lost, since syslog has no way to ask for
/// it again.
public final class NetworkReader implements SourceReader, LineSink {

    private static final int SENDERS_MAX = 1000;

    private final SourceSpec.Syslog spec;
    private final SourceSetup setup;
    private final NetworkCounters counters;
    private final MailLogSettings settings;
    private final Vertx vertx;
    private final Map<Address, MailLog> mailLogs =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Address, MailLog> eldest) {
                    return size() > SENDERS_MAX;
                }
            };
    private long lines;

    /// @param spec what to listen for
    /// @param settings how lines of senders are read whose host is not known
    public NetworkReader(
            SourceSpec.Syslog spec,
            SourceSetup setup,
            NetworkCounters counters,
            MailLogSettings settings,
            Vertx vertx) {
        this.spec = spec;
        this.setup = setup;
        this.counters = counters;
        this.settings = settings;
        this.vertx = vertx;
    }

    @Override
    public void read() throws IOException, InterruptedException {
        var inbox = new Inbox(spec.limits().queueBytes(), counters.queueBytes);
        var listener = listen(inbox);
        try {
            begin();
            Log.infof(
                    "listening source=%s %s=%s", spec.name(), spec.transport(), listener.address());
            while (true) {
                take(inbox.take());
            }
        } finally {
            listener.close();
            drain(inbox);
        }
    }

    private Listener listen(Inbox inbox) throws IOException, InterruptedException {
        var door = new Door(spec, counters);
        try {
            return spec.transport() == Transport.UDP
                    ? new UdpListener(spec, counters, door, inbox)
                    : new TcpListener(spec, counters, door, inbox, vertx);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + spec.place() + ": " + why(e), e);
        }
    }

    private String why(IOException e) {
        boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
        return taken
                ? "another program does, or this host has no such address, or this user may not;"
                        + " end that program, or change ingest.sources.\""
                        + spec.name()
                        + "\".listen"
                : String.valueOf(e.getMessage());
    }

    private void begin() throws IOException {
        long generation = setup.progress().nextGeneration();
        setup.progress().opened(generation);
        setup.intake().restart(Mark.at(new Position(generation, 0)));
        setup.intake().generation(generation);
        mailLogs.clear();
        lines = 0;
        spec.senders().named().forEach(setup.counters().hosts::expect);
        var unused = setup.status().reading();
    }

    private void drain(Inbox inbox) throws InterruptedException {
        for (var left = inbox.poll(); left != null; left = inbox.poll()) {
            take(left);
        }
    }

    private void take(Arrival arrival) throws InterruptedException {
        var intake = setup.intake();
        var peer = arrival.peer();
        if (arrival.isEnd()) {
            count(peer);
            return;
        }
        intake.readWith(mailLogs.computeIfAbsent(peer.address(), a -> mailLog(peer.sender())));
        intake.begin(lines);
        split(peer, arrival.bytes());
        intake.end(lines);
    }

    private void count(Peer peer) {
        if (peer.frames().isUnfinished()) {
            counters.unfinished.increment();
        }
    }

    private MailLog mailLog(Sender sender) {
        var host = sender.host();
        return new MailLog(host == null ? settings : settings.of(host), spec.id());
    }

    private void split(Peer peer, byte[] bytes) throws InterruptedException {
        if (spec.transport() == Transport.UDP) {
            peer.frames().takeDatagram(bytes, this);
            return;
        }
        try {
            peer.frames().take(bytes, 0, bytes.length, this);
        } catch (IOException e) {
            counters.unfinished.increment();
            Log.warnf(
                    "hung up source=%s sender=%s: %s", spec.name(), peer.address(), e.getMessage());
            peer.hangUp().run();
        }
    }

    @Override
    public void line(byte[] bytes, int from, int to, long offset, boolean cut)
            throws InterruptedException {
        setup.intake().line(bytes, from, to, lines, cut);
        lines++;
    }
}
