package org.popauth.report.page;

import java.util.List;

/// The rows of one page of a list.
///
/// @param rows those of the page
/// @param total how many there are on all pages
public record Slice<T>(List<T> rows, long total) {

    public Slice {
        rows = List.copyOf(rows);
    }
}
