package org.popauth.standalone.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The settings of a server that shall take little memory: on its command line, so that the data
/// directory holds data only.
final class PostgresSettings {

    private static final Map<String, String> SMALL =
            Map.ofEntries(
                    Map.entry("listen_addresses", "127.0.0.1"),
                    Map.entry("unix_socket_directories", ""),
                    Map.entry("max_connections", "50"),
                    Map.entry("shared_buffers", "32MB"),
                    Map.entry("work_mem", "4MB"),
                    Map.entry("maintenance_work_mem", "32MB"),
                    Map.entry("jit", "off"),
                    Map.entry("io_method", "sync"),
                    Map.entry("wal_level", "minimal"),
                    Map.entry("max_wal_senders", "0"),
                    Map.entry("max_wal_size", "256MB"),
                    Map.entry("min_wal_size", "32MB"),
                    Map.entry("autovacuum_max_workers", "1"),
                    Map.entry("max_worker_processes", "2"),
                    Map.entry("max_parallel_workers_per_gather", "0"),
                    Map.entry("log_timezone", "UTC"),
                    Map.entry("timezone", "UTC"));

    private PostgresSettings() {}

    static List<String> command(String program, EmbeddedPostgres.Place place) {
        var settings = new TreeMap<>(SMALL);
        settings.put("port", Integer.toString(place.port()));
        if (!place.durable()) {
            settings.put("fsync", "off");
            settings.put("full_page_writes", "off");
        }
        var command = new ArrayList<String>();
        command.add(program);
        command.add("-D");
        command.add(place.data().toString());
        settings.forEach(
                (name, value) -> {
                    command.add("-c");
                    command.add(name + "=" + value);
                });
        return command;
    }
}
