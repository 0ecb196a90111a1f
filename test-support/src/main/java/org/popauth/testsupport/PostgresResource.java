package org.popauth.testsupport;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives a Quarkus test an empty database of its own: sets address, user and password of the
/// datasource named by the argument `datasource`, of the default one without it.
///
/// A field of type [TestDatabase] in the test is set to it, for tests of an outage.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private String prefix = "quarkus.datasource.";
    private @Nullable TestDatabase database;

    @Override
    public void init(Map<String, String> arguments) {
        var name = arguments.get("datasource");
        if (name != null) {
            prefix = "quarkus.datasource." + name + ".";
        }
    }

    @Override
    public Map<String, String> start() {
        var started = TestDatabase.start();
        database = started;
        return Map.of(
                prefix + "jdbc.url", started.jdbcUrl(),
                prefix + "username", started.username(),
                prefix + "password", started.password());
    }

    @Override
    public void inject(TestInjector injector) {
        var started = database;
        if (started != null) {
            injector.injectIntoFields(started, new TestInjector.MatchesType(TestDatabase.class));
        }
    }

    @Override
    public void stop() {
        database = null;
    }
}
