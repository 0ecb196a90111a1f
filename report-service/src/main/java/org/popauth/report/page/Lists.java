package org.popauth.report.page;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.popauth.report.ReportConfig;
import org.popauth.report.store.Row;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;

/// Fetches lists and answers with them: as a page, as CSV, or as JSON.
@ApplicationScoped
public class Lists {

    private static final String HTML = "text/html;charset=UTF-8";

    private final Store store;
    private final ReportConfig config;

    Lists(Store store, ReportConfig config) {
        this.store = store;
        this.config = config;
    }

    /// The rows that a query asks for.
    ///
    /// @param all a statement without `order by` and `limit`
    public <T> Slice<T> slice(
            Sql all, List<Column> columns, ListQuery query, Row.Reader<T> reader) {
        boolean page = query.format() == ListQuery.Format.HTML;
        int limit = page ? config.pageRows() : config.exportRowsMax();
        long offset = page ? (long) (query.page() - 1) * config.pageRows() : 0;
        var sorting = columns.stream().filter(c -> c.sortsAs(query.sort())).findFirst();
        long total = store.count(all);
        var rows =
                Sql.of("")
                        .add(all)
                        .add(
                                "order by "
                                        + sorting.map(Column::expression).orElse("1")
                                        + (query.descending() ? " desc" : "")
                                        + " nulls last, 1 limit ? offset ?",
                                limit,
                                offset);
        return new Slice<>(store.list(rows, reader), total);
    }

    /// What surrounds the rows on a page.
    public Listing listing(String caption, List<Column> columns, ListQuery query, Slice<?> slice) {
        return Listing.of(caption, columns, query, slice, config.pageRows());
    }

    /// The answer in the format that was asked for.
    public <T extends Record> Response answer(
            ListQuery query, Slice<T> slice, Function<Slice<T>, TemplateInstance> page) {
        return switch (query.format()) {
            case HTML -> html(page.apply(slice));
            case CSV -> export("text/csv;charset=UTF-8", "csv", query, Export.csv(slice.rows()));
            case JSON ->
                    export(
                            MediaType.APPLICATION_JSON,
                            "json",
                            query,
                            Export.json(slice.rows(), slice.total()));
        };
    }

    /// A page as an answer.
    public static Response html(TemplateInstance page) {
        return Response.ok(page.render(), HTML).build();
    }

    private static Response export(String type, String suffix, ListQuery query, String text) {
        var name = query.path().replace("/", "") + "." + suffix;
        return Response.ok(text, type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }
}
