package org.popauth.standalone;

import org.jspecify.annotations.Nullable;
import org.popauth.standalone.data.DataDirectory;
import org.popauth.standalone.data.Ports;
import org.popauth.standalone.data.Secrets;
import org.popauth.standalone.kafka.AgentListener;
import org.popauth.standalone.kafka.EmbeddedKafka;
import org.popauth.standalone.postgres.EmbeddedPostgres;
import org.popauth.standalone.postgres.PostgresBinaries;

/// Where broker and database server of an instance live: known before they run.
///
/// @param kafka the broker's
/// @param postgres the database server's
record Places(EmbeddedKafka.Place kafka, EmbeddedPostgres.Place postgres) {

    /// These with a door of the broker for the agents of other mail hosts, or without.
    Places with(@Nullable AgentListener agents) {
        return new Places(kafka.with(agents), postgres);
    }

    /// Those in a data directory.
    ///
    /// @param durable false when the data may be lost in a crash of the whole machine
    static Places in(DataDirectory directory, Secrets secrets, boolean durable) {
        var ports = Ports.of(directory);
        return new Places(
                new EmbeddedKafka.Place(
                        directory.resolve("kafka"),
                        ports.port("kafka"),
                        ports.port("kafka-controller")),
                new EmbeddedPostgres.Place(
                        directory.resolve("postgres"),
                        directory.resolve("postgres.log"),
                        secrets.databasePassword(),
                        PostgresBinaries.defaultCache(),
                        ports.port("postgres"),
                        durable));
    }
}
