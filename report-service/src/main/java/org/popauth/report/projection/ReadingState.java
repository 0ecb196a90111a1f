package org.popauth.report.projection;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// How the reading of the topics goes: what keeps it from working, how far behind it is, what it
/// could not read.
@ApplicationScoped
public class ReadingState {

    private static final String STARTING = "not connected yet";

    private final AtomicReference<String> problem = new AtomicReference<>(STARTING);
    private final AtomicLong recordsBehind = new AtomicLong();
    private final MeterRegistry meters;

    ReadingState(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("popauth_report_records_behind", recordsBehind);
    }

    /// Why nothing is read at the moment; empty when all is well.
    public String problem() {
        return problem.get();
    }

    /// How many records of the topics have not been stored yet, as of the last look.
    public long recordsBehind() {
        return recordsBehind.get();
    }

    /// Notes what keeps the reading from working, and says whether that is news.
    boolean broken(String why) {
        return !problem.getAndSet(why).equals(why);
    }

    /// Notes that the reading works, and says whether that is news.
    boolean working() {
        return !problem.getAndSet("").isEmpty();
    }

    void behind(long records) {
        recordsBehind.set(records);
    }

    void counted(String topic, String outcome, long records) {
        meters.counter("popauth_report_records", "topic", topic, "outcome", outcome)
                .increment((double) records);
    }
}
