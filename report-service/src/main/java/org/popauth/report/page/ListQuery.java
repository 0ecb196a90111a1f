package org.popauth.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Network;
import org.popauth.events.Printable;

/// What a request asks of a list: search, filters, order, page, format. Whatever is not understood
/// is the default.
///
/// @param path of the page
/// @param q the text searched for; empty for all
/// @param sort the key of the column to sort by
/// @param descending the order
/// @param page from 1
/// @param format how the rows are wanted
/// @param filters further parameters by name, empty text for none
public record ListQuery(
        String path,
        String q,
        String sort,
        boolean descending,
        int page,
        Format format,
        Map<String, String> filters) {

    private static final int SEARCH_CHARS_MAX = 200;
    private static final int PAGES_MAX = 1_000_000;

    /// How the rows are wanted.
    public enum Format {
        HTML,
        CSV,
        JSON
    }

    /// Reads the parameters of a request.
    ///
    /// @param columns what the list may be sorted by; the first is the default
    /// @param filters names of further parameters
    public static ListQuery of(UriInfo uri, List<Column> columns, String... filters) {
        var given = uri.getQueryParameters();
        var asked = text(given, "sort");
        boolean descending = asked.startsWith("-");
        var key = descending ? asked.substring(1) : asked;
        var column = columns.stream().filter(c -> c.sortsAs(key)).findFirst();
        var first = columns.stream().filter(Column::isSortable).findFirst().orElseThrow();
        var filtered = new LinkedHashMap<String, String>();
        for (var filter : filters) {
            filtered.put(filter, text(given, filter));
        }
        return new ListQuery(
                uri.getRequestUri().getPath(),
                text(given, "q").strip(),
                column.orElse(first).key(),
                column.isPresent() ? descending : first.descendingFirst(),
                page(text(given, "page")),
                format(text(given, "format")),
                filtered);
    }

    private static String text(MultivaluedMap<String, String> given, String name) {
        var value = given.getFirst(name);
        return value == null ? "" : Printable.of(value, SEARCH_CHARS_MAX);
    }

    private static int page(String text) {
        return text.matches("[0-9]{1,6}") ? Math.clamp(Integer.parseInt(text), 1, PAGES_MAX) : 1;
    }

    private static Format format(String text) {
        return switch (text) {
            case "csv" -> Format.CSV;
            case "json" -> Format.JSON;
            default -> Format.HTML;
        };
    }

    /// The value of a further parameter; empty for none.
    public String filter(String name) {
        return filters.getOrDefault(name, "");
    }

    /// The searched text as an address or network, when it is one.
    public Optional<Network> network() {
        try {
            return Optional.of(Network.parse(q));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String sortedBy(Column column) {
        boolean same = column.key().equals(sort);
        boolean descends = same ? !descending : column.descendingFirst();
        return href(Map.of("sort", (descends ? "-" : "") + column.key(), "page", ""));
    }

    String onPage(int other) {
        return href(Map.of("page", Integer.toString(other)));
    }

    String as(Format other) {
        return href(Map.of("format", other.name().toLowerCase(Locale.ROOT), "page", ""));
    }

    private String href(Map<String, String> changed) {
        var all = new LinkedHashMap<String, String>();
        all.put("q", q);
        all.putAll(filters);
        all.put("sort", (descending ? "-" : "") + sort);
        all.put("page", page == 1 ? "" : Integer.toString(page));
        all.putAll(changed);
        return path
                + all.entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /// Text as part of a link.
    public static String encoded(@Nullable String text) {
        return URLEncoder.encode(text == null ? "" : text, UTF_8);
    }
}
