package org.popauth.report.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement under construction: constant text with `?`, and the values for them.
///
/// Text is never made from what a request says; columns to sort by are looked up in fixed maps.
public final class Sql {

    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();

    private Sql() {}

    /// A statement that begins with this text and these values.
    public static Sql of(String text, @Nullable Object... values) {
        return new Sql().add(text, values);
    }

    /// Goes on with this text and these values.
    public Sql add(String more, @Nullable Object... moreValues) {
        text.append(more).append(' ');
        Collections.addAll(values, moreValues);
        return this;
    }

    /// Goes on with another statement's text and values.
    public Sql add(Sql other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    String text() {
        return text.toString();
    }

    List<@Nullable Object> values() {
        return Collections.unmodifiableList(values);
    }

    /// A pattern for `ilike` that finds the text anywhere, whatever is in it.
    public static String anywhere(String searched) {
        var escaped = searched.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return "%" + escaped + "%";
    }
}
