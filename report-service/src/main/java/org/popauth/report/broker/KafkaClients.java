package org.popauth.report.broker;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.popauth.report.ReportConfig;

/// Makes clients of the broker that the `kafka.*` settings name.
@ApplicationScoped
public class KafkaClients {

    private static final int REQUEST_MS_MAX = 4_000;
    private static final int DELIVERY_MS_MAX = 8_000;
    private static final int METADATA_MS_MAX = 10_000;

    /// The pages may be this late. When something happens, agents are to have it first, and what
    /// happens within this time is stored in one transaction.
    private static final int GATHER_MS = 200;

    private static final int GATHER_BYTES_MAX = 256 * 1024;

    private final Map<String, Object> broker;
    private final ReportConfig config;

    KafkaClients(
            @Identifier("default-kafka-broker") Map<String, Object> broker, ReportConfig config) {
        this.broker = broker;
        this.config = config;
    }

    /// Where the broker is, as configured.
    public String servers() {
        return String.valueOf(broker.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /// A consumer of no group, that keeps no offsets at the broker: the read model has them.
    public KafkaConsumer<byte[], byte[]> consumer() {
        var settings = new HashMap<>(broker);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "popauth-report");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MS_MAX);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GATHER_MS);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHER_BYTES_MAX);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchRecordsMax());
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// A producer that says within seconds whether a record is safe.
    KafkaProducer<byte[], byte[]> producer() {
        var settings = new HashMap<>(broker);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "popauth-report");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_MS_MAX);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS_MAX);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS_MAX);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
