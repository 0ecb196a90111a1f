import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the agent says of itself, and the kernel of its process.
final class Figures {

    private final HttpClient http = HttpClient.newHttpClient();

    /// A figure that the agent shows; -1 while it does not.
    double metric(String name) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:8083/q/metrics")).build();
            var body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return body.lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(
                            line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException | InterruptedException e) {
            return -1;
        }
    }

    /// How much memory a process has now, and had at most.
    static String memory(Process process) throws IOException {
        long rss = 0;
        long peak = 0;
        for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            var words = line.split("\\s+");
            rss = line.startsWith("VmRSS:") ? Long.parseLong(words[1]) : rss;
            peak = line.startsWith("VmHWM:") ? Long.parseLong(words[1]) : peak;
        }
        return "%d MB resident (peak %d)".formatted(rss / 1024, peak / 1024);
    }

    /// Seconds of processor time of a process and of the programs that it started and that ended.
    static double cpu(Process process) throws IOException {
        var words = Files.readString(Path.of("/proc/" + process.pid() + "/stat")).split(" ");
        return (Long.parseLong(words[13])
                        + Long.parseLong(words[14])
                        + Long.parseLong(words[15])
                        + Long.parseLong(words[16]))
                / 100.0;
    }
}
