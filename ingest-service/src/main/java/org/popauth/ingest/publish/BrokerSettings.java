package org.popauth.ingest.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/// How the broker is spoken to.
///
/// @param kafka the settings that all clients of Kafka share: servers, security
public record BrokerSettings(Map<String, Object> kafka) {

    private static final Duration BLOCK_MAX = Duration.ofSeconds(2);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final Duration METADATA_KEPT = Duration.ofDays(1);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(15);
    private static final Duration METADATA_AGE_MAX = Duration.ofSeconds(30);
    private static final int FETCH_BYTES_MAX = 8 * 1024 * 1024;
    private static final int PARTITION_BYTES_MAX = 1024 * 1024;
    private static final long MEMORY_BYTES_MAX = 16L * 1024 * 1024;
    private static final int BATCH_BYTES_MAX = 64 * 1024;

    public BrokerSettings {
        kafka = Map.copyOf(kafka);
    }

    /// Where the broker is, in words.
    public String servers() {
        return String.valueOf(kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /// For the producer: idempotent, in order, trying for ever. With one request on its way and no
    /// lingering, a lone event leaves at once, and under load those that come meanwhile share the
    /// next request.
    Map<String, Object> producer() {
        var settings = common();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "popauth-ingest");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES_MAX);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MEMORY_BYTES_MAX);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MAX.toMillis());
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_KEPT.toMillis());
        return settings;
    }

    /// For reading a topic as a member of a group that commits its offsets itself. A member that is
    /// not heard of for 15 s is replaced; new partitions are found within 30 s.
    ///
    /// @param source the name of the source in the configuration
    public Map<String, Object> consumer(String group, String source) {
        var settings = common();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "popauth-ingest-" + source);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SILENCE_MAX.toMillis());
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis());
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MAX.toMillis());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES_MAX);
        return settings;
    }

    /// For asking about the broker and its topics.
    public Map<String, Object> admin() {
        var settings = common();
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "popauth-ingest-health");
        return settings;
    }

    private Map<String, Object> common() {
        var settings = new HashMap<>(kafka);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis());
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50L);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000L);
        return settings;
    }
}
