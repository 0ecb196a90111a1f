package org.popauth.report.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.popauth.events.Client;
import org.popauth.events.OperatorOrder;
import org.popauth.report.readmodel.ProjectOrders;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;

@QuarkusTest
@WithTestResource(KafkaResource.class)
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "datasource", value = "report"))
class RetentionTest {

    private final Retention retention;
    private final Store store;

    @Inject
    RetentionTest(Retention retention, Store store) {
        this.retention = retention;
        this.store = store;
    }

    @Test
    void whatIsOlderThanItIsKeptIsDeletedAndNothingElse() {
        // Given
        store.write(List.of(order("192.0.2.71"), order("192.0.2.72")));
        age("192.0.2.71", 91);
        age("192.0.2.72", 89);

        // When
        retention.delete();

        // Then
        assertThat(count("192.0.2.71")).isZero();
        assertThat(count("192.0.2.72")).isEqualTo(1);
    }

    private static org.popauth.report.readmodel.Write order(String client) {
        return ProjectOrders.published(
                new OperatorOrder.Lift(
                        UUID.randomUUID(),
                        Instant.now(),
                        "alice",
                        "old",
                        Client.parse(client),
                        null));
    }

    private void age(String target, int days) {
        store.execute(
                Sql.of(
                        "update report.operator_order set stored_at = now() - make_interval(days =>"
                                + " ?) where target = ?",
                        days,
                        target));
    }

    private long count(String target) {
        return store.count(Sql.of("select 1 from report.operator_order where target = ?", target));
    }
}
