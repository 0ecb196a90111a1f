package org.popauth.report.page;

import java.util.List;

/// What surrounds the rows of a list: headings with links, the pager, the exports.
///
/// @param caption of the table
/// @param heads the headings
/// @param query what was asked
/// @param total how many rows there are on all pages
/// @param first the number of the first row on this page
/// @param last the number of the last row on this page
/// @param previous link to the page before; empty for none
/// @param next link to the page after; empty for none
/// @param csv link to the rows as CSV
/// @param json link to the rows as JSON
public record Listing(
        String caption,
        List<Head> heads,
        ListQuery query,
        long total,
        long first,
        long last,
        String previous,
        String next,
        String csv,
        String json) {

    /// A heading.
    ///
    /// @param href link that sorts by it; empty for none
    /// @param sorted `ascending`, `descending`, or empty: as `aria-sort` wants it
    /// @param isNumber whether numbers stand below it
    public record Head(String label, String href, String sorted, boolean isNumber) {}

    static Listing of(
            String caption, List<Column> columns, ListQuery query, Slice<?> slice, int pageRows) {
        long before = (long) (query.page() - 1) * pageRows;
        long last = before + slice.rows().size();
        return new Listing(
                caption,
                columns.stream().map(column -> head(column, query)).toList(),
                query,
                slice.total(),
                slice.rows().isEmpty() ? 0 : before + 1,
                slice.rows().isEmpty() ? 0 : last,
                query.page() > 1 ? query.onPage(query.page() - 1) : "",
                last < slice.total() && !slice.rows().isEmpty()
                        ? query.onPage(query.page() + 1)
                        : "",
                query.as(ListQuery.Format.CSV),
                query.as(ListQuery.Format.JSON));
    }

    private static Head head(Column column, ListQuery query) {
        if (!column.isSortable()) {
            return new Head(column.label(), "", "", column.isNumber());
        }
        var sorted = query.descending() ? "descending" : "ascending";
        return new Head(
                column.label(),
                query.sortedBy(column),
                column.key().equals(query.sort()) ? sorted : "",
                column.isNumber());
    }
}
