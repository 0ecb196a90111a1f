package org.popauth.cli.doctor.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Agent.Contact;
import org.popauth.cli.doctor.facts.Agent.Health;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.events.Json;

/// Looks at the agent of this host: its settings, its process, its files, and whom it talks to.
record LooksAtAgent(Programs programs, Places places) {

    private static final String UNIT = "popauth-agent.service";
    private static final String HEALTH_PORT = "8083";
    private static final Pattern EFFECTIVE = Pattern.compile("(?m)^CapEff:\\s*([0-9a-f]{1,16})$");
    private static final Pattern SPACES = Pattern.compile("[,\\s]+");
    private static final Set<String> TLS = Set.of("SSL", "SASL_SSL");

    Agent look() {
        var settings = Reading.text(places.agent()).then(this::settings);
        var known = settings.value().orElse(Map.of());
        var state = known.getOrDefault("agent.state-dir", Agent.STATE_DIRECTORY);
        var user = User.of(places.user(), User.groupsOf(places.user(), programs));
        var files =
                new AgentFiles(
                        programs,
                        user,
                        Path.of(state),
                        Path.of(known.getOrDefault("agent.postfix.directory", state)));
        var unit = unit();
        return new Agent(
                places.agent().toString(),
                settings,
                unit.map(it -> it.getOrDefault("ActiveState", "?")),
                unit.then(this::capabilities),
                health(known.getOrDefault("quarkus.http.port", HEALTH_PORT)),
                files.look(),
                files.keys(),
                files.lastEffect(),
                LiveServices.ask(
                        words(known, "agent.live.policy"), words(known, "agent.live.socketmap")),
                brokers(known));
    }

    private Seen<Map<String, String>> settings(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            return Seen.missing(places.agent() + " is not understood: " + e.getMessage());
        }
        var settings = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(it -> settings.put(it, value(properties, it)));
        return Seen.found(Map.copyOf(settings));
    }

    private static String value(Properties properties, String name) {
        return properties.getProperty(name).strip();
    }

    private static List<String> words(Map<String, String> settings, String name) {
        return SPACES.splitAsStream(settings.getOrDefault(name, ""))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private Seen<Map<String, String>> unit() {
        if (!Files.isDirectory(places.system("/run/systemd/system"))) {
            return Seen.missing("systemd does not run here");
        }
        return programs.run("systemctl", "show", "-p", "LoadState,ActiveState,MainPID", UNIT)
                .then(it -> it.read(LooksAtAgent::properties))
                .then(
                        it ->
                                "not-found".equals(it.get("LoadState"))
                                        ? Seen.missing("systemd knows no " + UNIT)
                                        : Seen.found(it));
    }

    private static Map<String, String> properties(Output output) {
        return LooksAtPostfix.values(
                output.lines().stream().map(it -> it.replaceFirst("=", " = ")).toList());
    }

    private Seen<Long> capabilities(Map<String, String> unit) {
        var pid = unit.getOrDefault("MainPID", "0");
        if (!pid.matches("[1-9][0-9]*")) {
            return Seen.missing("it does not run");
        }
        return Reading.text(places.system("/proc/" + pid + "/status"))
                .then(
                        status -> {
                            var match = EFFECTIVE.matcher(status);
                            return match.find()
                                    ? Seen.found(Long.parseUnsignedLong(match.group(1), 16))
                                    : Seen.unread("/proc tells no capabilities of " + pid);
                        });
    }

    private static Seen<Health> health(String port) {
        if (!port.matches("[0-9]{1,5}")) {
            return Seen.missing("quarkus.http.port = " + port + " is no port");
        }
        var at = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        try (var http = HttpClient.newBuilder().connectTimeout(Endpoint.PATIENCE).build()) {
            var request = HttpRequest.newBuilder(at).timeout(Endpoint.PATIENCE).build();
            return understood(at, http.send(request, BodyHandlers.ofString()));
        } catch (ConnectException e) {
            return Seen.missing("nothing listens at " + at);
        } catch (IOException e) {
            return Seen.missing(at + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Seen.unread("interrupted");
        }
    }

    private static Seen<Health> understood(URI at, HttpResponse<String> answer) {
        try {
            var json = Json.mapper().readTree(answer.body());
            if (json.path("checks").isArray()) {
                return Seen.found(new Health(isUp(json), reasons(json)));
            }
        } catch (JsonProcessingException e) {
            return Seen.missing("what answers at " + at + " is no health check");
        }
        return Seen.missing("what answers at " + at + " is no health check");
    }

    private static boolean isUp(JsonNode check) {
        return check.path("status").asText().equals("UP");
    }

    private static String reasons(JsonNode json) {
        var reasons = new ArrayList<String>();
        for (var check : json.path("checks")) {
            if (!isUp(check)) {
                reasons.add(check.path("name").asText() + " " + check.path("data"));
            }
        }
        return String.join("; ", reasons);
    }

    private static List<Contact> brokers(Map<String, String> settings) {
        var protocol = settings.getOrDefault("kafka.security.protocol", "PLAINTEXT");
        return new Brokers(
                        TLS.contains(protocol),
                        settings.getOrDefault("kafka.ssl.truststore.location", ""),
                        settings.getOrDefault("kafka.ssl.truststore.type", "JKS"),
                        settings.getOrDefault("kafka.ssl.truststore.password", ""),
                        settings.getOrDefault(
                                        "kafka.ssl.endpoint.identification.algorithm", "https")
                                .isEmpty())
                .ask(words(settings, "kafka.bootstrap.servers"));
    }
}
