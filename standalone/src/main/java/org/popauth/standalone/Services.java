package org.popauth.standalone;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The four services, as one Quarkus application.
final class Services {

    private static final AtomicReference<@Nullable Task> TASK = new AtomicReference<>();

    private Services() {}

    /// Starts them, carries out a task, and stops them.
    ///
    /// @return the status of the task, or 1 when they do not start
    static int run(Task task) {
        var status = new AtomicInteger();
        TASK.set(task);
        Quarkus.run(
                Application.class,
                (code, failure) -> status.set(failure == null ? code : Math.max(code, 1)));
        return status.get();
    }

    /// What Quarkus runs.
    public static final class Application implements QuarkusApplication {

        @Override
        public int run(String... arguments) throws Exception {
            var task = TASK.get();
            return task == null ? 0 : task.run();
        }
    }
}
