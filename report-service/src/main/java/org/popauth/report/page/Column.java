package org.popauth.report.page;

/// A column of a list.
///
/// @param label its heading
/// @param key what a link says to sort by it; empty when it cannot be sorted by
/// @param expression what the database sorts by
/// @param descendingFirst whether a first click shows the greatest first
/// @param isNumber whether its values are numbers, which stand right, and with them the heading
public record Column(
        String label, String key, String expression, boolean descendingFirst, boolean isNumber) {

    /// A column that cannot be sorted by.
    public static Column of(String label) {
        return new Column(label, "", "", false, false);
    }

    /// A column that is sorted ascending first.
    public static Column ascending(String label, String key, String expression) {
        return new Column(label, key, expression, false, false);
    }

    /// A column that is sorted descending first.
    public static Column descending(String label, String key, String expression) {
        return new Column(label, key, expression, true, false);
    }

    /// A column of numbers that is sorted by the greatest first.
    public static Column number(String label, String key, String expression) {
        return new Column(label, key, expression, true, true);
    }

    /// A column of numbers that cannot be sorted by.
    public static Column number(String label) {
        return new Column(label, "", "", false, true);
    }

    boolean isSortable() {
        return !key.isEmpty();
    }

    boolean sortsAs(String asked) {
        return isSortable() && key.equals(asked);
    }
}
