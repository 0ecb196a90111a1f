package org.popauth.report.projection;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.popauth.report.ReportConfig;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;
import org.popauth.report.store.StoreUnavailable;

/// Keeps the read model bounded: deletes what has been stored for longer than it is kept.
@ApplicationScoped
class Retention {

    private final Store store;
    private final ReportConfig.Retention kept;

    Retention(Store store, ReportConfig config) {
        this.store = store;
        this.kept = config.retention();
    }

    @Scheduled(every = "10m", delayed = "1m", identity = "report-retention")
    @RunOnVirtualThread
    void deleteOld() {
        try {
            int deleted = delete();
            if (deleted > 0) {
                Log.infof("deleted %d rows that are no longer kept", deleted);
            }
        } catch (StoreUnavailable e) {
            Log.warnf("old rows are not deleted, will try again: %s", e.getMessage());
        }
    }

    int delete() {
        return delete("mail_event", kept.events(), "")
                + delete("decision", kept.events(), "")
                + delete("enforcement", kept.events(), "")
                + delete("host_state", kept.events(), "")
                + delete("standing", kept.events(), "and until_at < now()")
                + delete("operator_order", kept.audit(), "");
    }

    private int delete(String table, Duration age, String further) {
        return store.execute(
                Sql.of(
                        "delete from report."
                                + table
                                + " where stored_at < now() - make_interval(secs => ?) "
                                + further,
                        (double) age.toSeconds()));
    }
}
