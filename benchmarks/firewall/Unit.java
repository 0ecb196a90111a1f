import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// How systemd would start a JVM: what one of the units in `infra/systemd` says.
final class Unit {

    private static final String INSTALLED = "/usr/lib/popauth/agent";

    private final String text;

    Unit(Path root, String name) throws IOException {
        this.text = Files.readString(root.resolve("infra/systemd").resolve(name));
    }

    /// The flags of the JVM of the agent in `app`, or what `AGENT_JAVA_OPTS` says instead.
    List<String> flags(Path app) {
        var instead = System.getenv("AGENT_JAVA_OPTS");
        if (instead != null) {
            return List.of(instead.split(" "));
        }
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .filter(word -> word.startsWith("-X"))
                .map(word -> word.replace(INSTALLED, app.toString()))
                .toList();
    }

    /// Sets what the unit says of the memory of a process.
    void addTo(Map<String, String> environment) {
        text.lines()
                .filter(line -> line.startsWith("Environment=MALLOC"))
                .map(line -> line.split("=", 3))
                .forEach(words -> environment.put(words[1], words[2]));
    }
}
