package org.popauth.cli.doctor.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Agent.Health;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.events.Json;

/// Looks at the agent of this host: its settings, its process, its files, and whom it talks to.
record LooksAtAgent(Programs programs, Places places) {

    private static final String HEALTH_PORT = "8083";
    private static final Pattern EFFECTIVE = Pattern.compile("(?m)^CapEff:\\s*([0-9a-f]{1,16})$");
    private static final Pattern SPACES = Pattern.compile("[,\\s]+");

    Agent look() {
        var units = new LooksAtUnits(programs, places);
        var agent = new AgentSettings(places.agent(), units.environment());
        var settings = agent.read();
        var known = settings.value().orElse(Map.of());
        var files = files(known);
        var brokers = new Brokers(known, InstantSource.system());
        var servers = words(known, "kafka.bootstrap.servers");
        return new Agent(
                places.agent().toString(),
                settings,
                agent.besides(),
                units.state(),
                units.restore(),
                units.process().then(this::capabilities),
                health(known.getOrDefault("quarkus.http.port", HEALTH_PORT)),
                files.look(),
                files.keys(),
                files.lastEffect(),
                LiveServices.ask(
                        words(known, "agent.live.policy"), words(known, "agent.live.socketmap")),
                brokers.ask(servers),
                brokers.clock(servers));
    }

    private AgentFiles files(Map<String, String> known) {
        var state = known.getOrDefault("agent.state-dir", Agent.STATE_DIRECTORY);
        return new AgentFiles(
                programs,
                User.of(places.user(), User.groupsOf(places.user(), programs)),
                Path.of(state),
                Path.of(known.getOrDefault("agent.postfix.directory", state)));
    }

    private static List<String> words(Map<String, String> settings, String name) {
        return SPACES.splitAsStream(settings.getOrDefault(name, ""))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private Seen<Long> capabilities(String process) {
        return Reading.text(places.system("/proc/" + process + "/status"))
                .then(
                        status -> {
                            var match = EFFECTIVE.matcher(status);
                            return match.find()
                                    ? Seen.found(Long.parseUnsignedLong(match.group(1), 16))
                                    : Seen.unread("/proc tells no capabilities of " + process);
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
}
