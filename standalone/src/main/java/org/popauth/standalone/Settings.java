package org.popauth.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.popauth.standalone.data.DataDirectory;
import org.popauth.standalone.data.Secrets;
import org.popauth.standalone.postgres.EmbeddedPostgres;

/// The settings that the services get from the instance they run in, by their own names.
///
/// @param values in order of their names
record Settings(Map<String, String> values) {

    private static final List<String> DATASOURCES = List.of("decision", "report");

    /// Where the services find each other and keep their things.
    static Settings of(DataDirectory directory, Secrets secrets, Places places) {
        var values = new TreeMap<String, String>();
        values.put("kafka.bootstrap.servers", places.kafka().bootstrapServers());
        for (String name : DATASOURCES) {
            var prefix = "quarkus.datasource." + name + ".";
            values.put(prefix + "jdbc.url", places.postgres().jdbcUrl());
            values.put(prefix + "username", EmbeddedPostgres.NAME);
            values.put(prefix + "password", secrets.readDatabasePassword());
        }
        values.put("ingest.checkpoint-dir", directory.resolve("ingest").toString());
        values.put("decision.api.token-file", secrets.apiToken().toString());
        values.put("agent.state-dir", directory.resolve("agent").toString());
        values.put("decision.instance", "standalone");
        values.put("report.password-file", secrets.passwords().toString());
        values.put("smallrye.config.locations", directory.resolve("popauth.properties").toString());
        return new Settings(values);
    }

    /// These and the address to listen on.
    Settings http(String address, int port) {
        return with("quarkus.http.host", address).with("quarkus.http.port", Integer.toString(port));
    }

    /// These and the logs to read.
    Settings sources(List<SourceSpec> sources) {
        var settings = this;
        for (int i = 0; i < sources.size(); i++) {
            var prefix = "ingest.sources.\"source-" + (i + 1) + "\".";
            var source = sources.get(i);
            settings = settings.with(prefix + "type", source.type());
            Path path = source.path();
            if (path != null) {
                settings = settings.with(prefix + "path", path.toString());
            }
        }
        return settings;
    }

    /// These and one more.
    Settings with(String name, String value) {
        var more = new TreeMap<>(values);
        more.put(name, value);
        return new Settings(more);
    }

    /// Makes them known to the configuration of this JVM. What is set there already, by `-D` on the
    /// command line, stays.
    void apply() {
        values.forEach(
                (name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }
}
