package org.popauth.ingest.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.popauth.ingest.line.LineSink;
import org.popauth.ingest.line.Splitter;

/// What a splitter hands on.
final class Handed implements LineSink {

    final List<String> lines = new ArrayList<>();
    final List<Long> offsets = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    int cuts;

    static Handed by(Splitter splitter, byte[] bytes, int step) throws InterruptedException {
        var handed = new Handed();
        for (int at = 0; at < bytes.length; ) {
            var room = splitter.room();
            int length = Math.min(step, Math.min(room.remaining(), bytes.length - at));
            room.put(bytes, at, length);
            splitter.split(length, handed);
            at += length;
        }
        splitter.end(handed);
        return handed;
    }

    static Handed by(Splitter splitter, String text) throws InterruptedException {
        return by(splitter, text.getBytes(StandardCharsets.ISO_8859_1), 7);
    }

    @Override
    public void line(byte[] bytes, int from, int to, long offset, boolean cut) {
        lines.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        offsets.add(offset);
        cuts += cut ? 1 : 0;
    }

    @Override
    public void refused(long offset, String who) {
        refused.add(who);
    }
}
