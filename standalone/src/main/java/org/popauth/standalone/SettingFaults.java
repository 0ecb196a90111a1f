package org.popauth.standalone;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.popauth.decision.config.DecisionConfig;
import org.popauth.enforcer.config.AgentConfig;
import org.popauth.ingest.IngestConfig;
import org.popauth.report.ReportConfig;
import org.popauth.standalone.fault.ConfigFaults;
import org.popauth.standalone.fault.StartFailure;

/// Tells what is wrong with the settings of the services in this JVM.
final class SettingFaults {

    private static final List<Class<?>> SETTINGS =
            List.of(
                    IngestConfig.class,
                    DecisionConfig.class,
                    AgentConfig.class,
                    ReportConfig.class);

    private SettingFaults() {}

    /// The failure, put so that whoever wrote the settings can mend them.
    static StartFailure described(ConfigValidationException failure) {
        return new StartFailure(faults(unchecked()).lines(failure), failure);
    }

    /// The same for a value that a service refused only when it used it, if it is known which.
    static Optional<StartFailure> described(Throwable failure) {
        var reason = failure.getMessage();
        if (reason == null
                || !(failure instanceof IllegalArgumentException
                        || failure instanceof DateTimeException)) {
            return Optional.empty();
        }
        var config = unchecked();
        var prefixes =
                SETTINGS.stream()
                        .map(type -> ConfigClass.configClass(type).getPrefix() + ".")
                        .toList();
        var keys =
                StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .filter(key -> prefixes.stream().anyMatch(key::startsWith))
                        .toList();
        return faults(config)
                .lateRefusal(reason, keys)
                .map(line -> new StartFailure(line, failure));
    }

    private static ConfigFaults faults(SmallRyeConfig config) {
        return new ConfigFaults(config::getConfigValue, names().toList());
    }

    /// What is set, without any check: the configuration of the services does not come to be.
    private static SmallRyeConfig unchecked() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addSystemSources()
                .withSources(new PropertiesLocationConfigSourceFactory())
                .build();
    }

    /// The keys of all settings, with `*` for a part that is free to choose.
    static Stream<String> names() {
        return SETTINGS.stream()
                .map(ConfigClass::configClass)
                .flatMap(settings -> ConfigMappings.getProperties(settings).keySet().stream());
    }
}
