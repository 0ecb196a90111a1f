package org.popauth.maillog;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Real lines that are kept beside the project: in the directory that the system property
/// `popauth.corpora` names, else in `shared/corpora` beside the checkout.
final class SharedCorpora {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SharedCorpora() {}

    static Path directory() {
        var directory = Path.of(System.getProperty("popauth.corpora", "../../shared/corpora"));
        assumeTrue(
                Files.isDirectory(directory),
                "real log lines are not there: no directory "
                        + directory.toAbsolutePath().normalize()
                        + " (set -Dpopauth.corpora=DIR)");
        return directory;
    }

    static List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory().resolve(file), StandardCharsets.ISO_8859_1);
    }

    /// The lines of a suite that have a verdict on a single line.
    static List<Judged> judged(String suite) throws IOException {
        var judged = new ArrayList<Judged>();
        for (var line : Files.readAllLines(directory().resolve(suite + "/lines.jsonl"))) {
            var each = JSON.readTree(line);
            if (each.get("suite").asText().equals(suite) && each.get("expect").has("match")) {
                judged.add(new Judged(each));
            }
        }
        return judged;
    }

    /// A line and what the project that it comes from says about it.
    record Judged(JsonNode json) {

        String id() {
            return json.get("id").asText();
        }

        JsonNode expect() {
            return json.get("expect");
        }

        boolean matches() {
            return expect().get("match").asBoolean();
        }

        /// Reads it, with a header if it has none.
        Reading read() {
            var line = json.get("line").asText().replace("\r", "\\r").replace("\n", "\\n");
            var bare = new SampleLog().read(line);
            return needsHeader(bare) && line.length() > 0
                    ? new SampleLog().read("Nov 23 06:52:57 mx1 " + tag() + line)
                    : bare;
        }

        /// Exim's own stamp, which names neither host nor program, may stand in syslog too.
        private boolean needsHeader(Reading bare) {
            boolean isOfExim = expect().path("kind").asText().equals("exim");
            return bare instanceof Reading.Unparsable
                    || (isOfExim && bare == Reading.Ignored.NOT_A_MAIL_DAEMON);
        }

        private String tag() {
            if (json.has("program_hint")) {
                return json.get("program_hint").asText() + "[815]: ";
            }
            return switch (expect().path("kind").asText()) {
                case "postfix" -> "postfix/smtpd[815]: ";
                case "dovecot" -> "dovecot: ";
                case "exim" -> "exim[815]: ";
                case "sendmail" -> "sm-mta[815]: ";
                case "cucipop" -> "cucipop[815]: ";
                case "opensmtpd" -> "smtpd[815]: ";
                case "uwimap" -> "imapd[815]: ";
                default -> "other: ";
            };
        }
    }
}
