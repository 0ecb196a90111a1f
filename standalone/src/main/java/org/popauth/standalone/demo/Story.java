package org.popauth.standalone.demo;

import java.util.ArrayList;
import java.util.List;

/// What one client does, in order.
///
/// @param address with a `*` for the number that changes from telling to telling
/// @param lines a line's program and text, with places to fill in, each as often as it is written
record Story(String address, List<String> lines) {

    Story {
        lines = List.copyOf(lines);
    }

    /// Reads stories as the resource `stories.txt` describes them.
    static List<Story> parse(List<String> text) {
        var stories = new ArrayList<Story>();
        var lines = new ArrayList<String>();
        var address = "";
        for (String line : text) {
            if (line.startsWith("== ")) {
                add(stories, address, lines);
                address = line.split(" ", 3)[1];
                lines.clear();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                addLine(lines, line);
            }
        }
        add(stories, address, lines);
        return stories;
    }

    private static void add(List<Story> stories, String address, List<String> lines) {
        if (!lines.isEmpty()) {
            stories.add(new Story(address, lines));
        }
    }

    private static void addLine(List<String> lines, String line) {
        int x = line.indexOf(" x ");
        int times = Integer.parseInt(line, 0, x, 10);
        for (int i = 0; i < times; i++) {
            lines.add(line.substring(x + 3));
        }
    }
}
