package org.popauth.cli.doctor.fix;

import java.util.ArrayList;
import java.util.List;

/// What differs between two texts, line by line, with some lines around it: `-` goes, `+` comes, a
/// space stays, `@@` stands where lines are left out.
final class Difference {

    private static final int AROUND = 2;

    /// Beyond so many pairs of lines what differs is shown as one block.
    private static final long PAIRS_MAX = 4_000_000;

    private final List<String> before;
    private final List<String> after;
    private final List<String> lines = new ArrayList<>();

    private Difference(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    static List<String> of(String before, String after) {
        var difference = new Difference(before.lines().toList(), after.lines().toList());
        difference.compare();
        return difference.shortened();
    }

    private void compare() {
        int same = 0;
        int shorter = Math.min(before.size(), after.size());
        while (same < shorter && before.get(same).equals(after.get(same))) {
            same++;
        }
        int end = 0;
        while (end < shorter - same
                && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        before.subList(0, same).forEach(it -> lines.add(" " + it));
        middle(before.subList(same, before.size() - end), after.subList(same, after.size() - end));
        before.subList(before.size() - end, before.size()).forEach(it -> lines.add(" " + it));
    }

    private void middle(List<String> old, List<String> next) {
        int[][] common = common(old, next);
        int i = 0;
        int j = 0;
        while (i < old.size() && j < next.size()) {
            if (common.length > 0 && old.get(i).equals(next.get(j))) {
                lines.add(" " + old.get(i++));
                j++;
            } else if (common.length == 0 || common[i + 1][j] >= common[i][j + 1]) {
                lines.add("-" + old.get(i++));
            } else {
                lines.add("+" + next.get(j++));
            }
        }
        old.subList(i, old.size()).forEach(it -> lines.add("-" + it));
        next.subList(j, next.size()).forEach(it -> lines.add("+" + it));
    }

    /// The longest common subsequence of what follows each pair of lines; nothing when too much.
    private static int[][] common(List<String> old, List<String> next) {
        if ((long) old.size() * next.size() > PAIRS_MAX) {
            return new int[0][];
        }
        var common = new int[old.size() + 1][next.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = next.size() - 1; j >= 0; j--) {
                common[i][j] =
                        old.get(i).equals(next.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private List<String> shortened() {
        var shown = new ArrayList<String>();
        boolean skipping = false;
        for (int i = 0; i < lines.size(); i++) {
            if (isNear(i)) {
                shown.add(lines.get(i));
                skipping = false;
            } else if (!skipping) {
                shown.add("@@");
                skipping = true;
            }
        }
        return List.copyOf(shown);
    }

    private boolean isNear(int place) {
        int to = Math.min(place + AROUND + 1, lines.size());
        return lines.subList(Math.max(place - AROUND, 0), to).stream()
                .anyMatch(it -> !it.startsWith(" "));
    }
}
