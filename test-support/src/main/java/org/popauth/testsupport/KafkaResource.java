package org.popauth.testsupport;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives a Quarkus test a broker of its own: sets `kafka.bootstrap.servers`.
///
/// A field of type [TestBroker] in the test is set to it, for tests of an outage.
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable TestBroker broker;

    @Override
    public Map<String, String> start() {
        var started = TestBroker.start();
        broker = started;
        return Map.of(
                "kafka.bootstrap.servers",
                started.bootstrapServers(),
                "quarkus.log.category.\"kafka\".level",
                "WARN",
                "quarkus.log.category.\"org.apache.kafka\".level",
                "WARN",
                "quarkus.log.category.\"state.change.logger\".level",
                "WARN");
    }

    @Override
    public void inject(TestInjector injector) {
        var started = broker;
        if (started != null) {
            injector.injectIntoFields(started, new TestInjector.MatchesType(TestBroker.class));
        }
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }
}
