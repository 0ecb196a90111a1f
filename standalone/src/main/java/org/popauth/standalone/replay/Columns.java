package org.popauth.standalone.replay;

import java.io.PrintWriter;
import java.util.List;

/// Prints rows in columns, each as wide as its widest cell; the last one runs on.
final class Columns {

    private Columns() {}

    static void print(List<List<String>> rows, PrintWriter out) {
        int last = rows.getFirst().size() - 1;
        var widths = new int[last];
        for (var row : rows) {
            for (int i = 0; i < last; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < last; i++) {
                var cell = row.get(i);
                line.append("  ").append(cell).append(" ".repeat(widths[i] - cell.length()));
            }
            out.println(line.append("  ").append(row.get(last)));
        }
    }
}
