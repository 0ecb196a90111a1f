package org.popauth.benchmarks;

/// A line that is as long as one likes: something repeated at one place of it.
///
/// @param name of the line that it is made of
/// @param place where in the text the filling begins
/// @param rest true when what follows in the text stands behind the filling
record Shape(String name, String text, int place, String filling, boolean rest) {

    private static final int SHOWN_MAX = 40;

    /// The line in so many bytes.
    NumberedLine line(int length) {
        var begin = text.substring(0, place);
        var end = rest ? text.substring(place) : "";
        int room = length - begin.length() - end.length();
        var filled = filling.repeat(Math.max(0, room) / filling.length() + 1);
        return new NumberedLine(begin + filled.substring(0, Math.max(0, room)) + end);
    }

    @Override
    public String toString() {
        return name + " with `" + shortened(filling) + "` again and again " + where();
    }

    private String where() {
        var before = text.substring(Math.max(0, place - 12), place);
        return (before.isEmpty() ? "at the beginning" : "behind `" + before + "`")
                + (rest ? "" : " to the end");
    }

    private static String shortened(String text) {
        var printable = text.replaceAll("[^ -~]", "?").replace('`', '?');
        return printable.length() <= SHOWN_MAX
                ? printable
                : printable.substring(0, SHOWN_MAX) + "...";
    }
}
