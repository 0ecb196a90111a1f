package org.popauth.standalone;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.popauth.standalone.data.Ports;
import org.popauth.standalone.fault.StartFailure;

/// The four services, as one Quarkus application.
final class Services {

    private static final Logger LOG = Logger.getLogger(Services.class);
    private static final AtomicReference<@Nullable Task> TASK = new AtomicReference<>();

    private Services() {}

    /// Starts them, carries out a task, and stops them.
    ///
    /// @return the status of the task, or 1 when they do not start
    /// @throws StartFailure when the task did
    static int run(Task task) {
        var status = new AtomicInteger();
        var failed = new AtomicReference<@Nullable Throwable>();
        TASK.set(task);
        Quarkus.run(
                Application.class,
                (code, failure) -> {
                    status.set(code);
                    failed.set(failure);
                });
        var failure = failed.get();
        if (failure != null) {
            throw described(failure);
        }
        return status.get();
    }

    private static StartFailure described(Throwable failure) {
        var root = failure;
        while (!(root instanceof StartFailure) && root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof ConfigValidationException settings) {
            return SettingFaults.described(settings);
        }
        if (root instanceof StartFailure ours) {
            return ours;
        }
        if (root instanceof QuarkusBindException taken) {
            return Ports.taken(taken.getHost(), taken.getPort());
        }
        LOG.debug("the services do not start", failure);
        var cause = root;
        return SettingFaults.described(cause).orElseGet(() -> unexplained(cause));
    }

    private static StartFailure unexplained(Throwable root) {
        var message = root.getMessage();
        return new StartFailure(
                "the services do not start: "
                        + (message == null ? root.getClass().getSimpleName() : message),
                root);
    }

    /// What Quarkus runs.
    public static class Application implements QuarkusApplication {

        @Override
        public int run(String... arguments) throws Exception {
            var task = TASK.get();
            return task == null ? 0 : task.run();
        }
    }
}
