package org.popauth.ingest.progress;

import java.util.ArrayList;
import java.util.List;

/// The anchors of a source from where it may have to be read again. Not thread-safe.
///
/// When there are too many, every other one is dropped: then a little more is read again.
public final class Anchors {

    private static final int MAX = 512;

    private final List<Anchor> anchors = new ArrayList<>();

    /// Adds one that comes after all others.
    public void add(Anchor anchor) {
        if (!anchors.isEmpty() && !anchors.getLast().at().isBefore(anchor.at())) {
            return;
        }
        if (anchors.size() >= MAX) {
            for (int i = MAX - 1; i > 0; i -= 2) {
                anchors.remove(i);
            }
        }
        anchors.add(anchor);
    }

    /// Forgets all.
    public void clear() {
        anchors.clear();
    }

    /// Where to begin after a restart, best first: the last ones at or before `resume` and
    /// `acknowledged`. Those before them are forgotten.
    public List<Anchor> needed(Mark mark) {
        int first = lastAt(mark.resume());
        if (first > 0) {
            anchors.subList(0, first).clear();
        }
        int resume = lastAt(mark.resume());
        int acknowledged = lastAt(mark.acknowledged());
        var needed = new ArrayList<Anchor>();
        if (resume >= 0) {
            needed.add(anchors.get(resume));
        }
        if (acknowledged > resume) {
            needed.add(anchors.get(acknowledged));
        }
        return needed;
    }

    private int lastAt(Position position) {
        int last = -1;
        for (int i = 0; i < anchors.size() && !position.isBefore(anchors.get(i).at()); i++) {
            last = i;
        }
        return last;
    }
}
