package org.popauth.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Json;

/// Row records as CSV (RFC 4180) and JSON. The columns are the records' components.
final class Export {

    private Export() {}

    static String csv(List<? extends Record> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        var components = rows.getFirst().getClass().getRecordComponents();
        var text = new StringBuilder();
        line(text, Arrays.stream(components).map(RecordComponent::getName).toList());
        for (var row : rows) {
            line(text, Arrays.stream(components).map(one -> text(value(row, one))).toList());
        }
        return text.toString();
    }

    static String json(List<? extends Record> rows, long total) {
        try {
            return Json.mapper().writeValueAsString(Map.of("items", rows, "total", total));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rows are always JSON", e);
        }
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(Export::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /// A cell that a spreadsheet would take for a formula is made text.
    static String cell(String value) {
        var safe = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" : "";
        var quoted = safe + value;
        return quoted.matches("[^\",\r\n]*") ? quoted : '"' + quoted.replace("\"", "\"\"") + '"';
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Collection<?> many ->
                    many.stream().map(String::valueOf).collect(Collectors.joining(" "));
            default -> value.toString();
        };
    }

    private static @Nullable Object value(Record row, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
