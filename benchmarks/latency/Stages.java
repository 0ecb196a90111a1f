import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Where the time goes between a failed log-in in the log and its drop: by what the topics say, in
/// milliseconds. Reads what was written since a moment, from the laboratory's broker.
///
/// `java Stages BROKER MILLIS-SINCE-1970` prints a table to standard output, from which
/// `measure.py` takes it.
public final class Stages {

    private static final Pattern CLIENT = Pattern.compile("198\\.18\\.\\d+\\.\\d+");

    /// Of one client: the last line's time, and when it was on each topic.
    private static final class Way {
        Instant line = Instant.MAX;
        Instant read = Instant.MAX;
        Instant event = Instant.MAX;
        Instant decision = Instant.MAX;
        Map<String, Instant> enforced = new TreeMap<>();
    }

    public static void main(String[] arguments) {
        long since = Long.parseLong(arguments[1]);
        var ways = new HashMap<String, Way>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", arguments[0]),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            for (var topic : List.of("mail-events", "decisions", "enforcements")) {
                read(consumer, topic, since, ways);
            }
        }
        print(ways);
    }

    private static void read(
            KafkaConsumer<String, String> consumer,
            String topic,
            long since,
            Map<String, Way> ways) {
        var partitions =
                consumer.partitionsFor(topic).stream()
                        .map(it -> new TopicPartition(topic, it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
                .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
            for (var record : consumer.poll(Duration.ofSeconds(1))) {
                var client = record.value() == null ? null : CLIENT.matcher(record.value());
                if (client != null && record.timestamp() >= since && client.find()) {
                    note(
                            ways.computeIfAbsent(client.group(), it -> new Way()),
                            topic,
                            record.value(),
                            Instant.ofEpochMilli(record.timestamp()));
                }
            }
        }
    }

    private static void note(Way way, String topic, String value, Instant written) {
        switch (topic) {
            case "mail-events" -> {
                way.line = Instant.parse(text(value, "at"));
                way.read = Instant.parse(text(value, "receivedAt"));
                way.event = written;
            }
            case "decisions" -> way.decision = value.contains("\"DROP\"") ? written : way.decision;
            default -> {
                var host = text(value, "host");
                if (host.startsWith("mx")
                        && value.contains("\"DROP\"")
                        && value.contains("\"APPLIED\"")) {
                    way.enforced.put(host, Instant.parse(text(value, "at")));
                }
            }
        }
    }

    private static String text(String json, String field) {
        var matcher = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + field + " in " + json);
        }
        return matcher.group(1);
    }

    private static void print(Map<String, Way> ways) {
        var stages = new TreeMap<String, List<Double>>();
        for (var way : ways.values()) {
            if (way.decision.equals(Instant.MAX) || way.enforced.isEmpty()) {
                continue;
            }
            add(stages, "1 line written -> read", way.line, way.read);
            add(stages, "2 read -> event sent", way.read, way.event);
            add(stages, "3 event sent -> decision sent", way.event, way.decision);
            way.enforced.forEach(
                    (host, at) ->
                            add(stages, "4 decision sent -> done on " + host, way.decision, at));
            way.enforced.forEach(
                    (host, at) -> add(stages, "5 line written -> done on " + host, way.line, at));
        }
        System.out.println("| stage | samples | p50 ms | p90 ms | p99 ms |");
        System.out.println("| --- | --- | --- | --- | --- |");
        stages.forEach(
                (stage, millis) -> {
                    Collections.sort(millis);
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %d | %.1f | %.1f | %.1f |%n",
                            stage,
                            millis.size(),
                            at(millis, 0.5),
                            at(millis, 0.9),
                            at(millis, 0.99));
                });
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
    }

    private static void add(
            Map<String, List<Double>> stages, String stage, Instant from, Instant to) {
        stages.computeIfAbsent(stage, it -> new ArrayList<>())
                .add(Duration.between(from, to).toNanos() / 1e6);
    }
}
