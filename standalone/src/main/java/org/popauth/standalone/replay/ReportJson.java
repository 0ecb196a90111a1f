package org.popauth.standalone.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.popauth.events.Json;
import org.popauth.events.Measure;

/// Prints the result of a replay as one JSON object.
public final class ReportJson {

    private ReportJson() {}

    /// Prints it.
    public static void print(Report report, PrintWriter out) {
        var survey = report.survey();
        var object = new LinkedHashMap<String, Object>();
        object.put("files", report.files().stream().map(Path::toString).toList());
        object.put("lines", survey.lines());
        object.put("first", String.valueOf(survey.first()));
        object.put("last", String.valueOf(survey.last()));
        object.put("now", report.now());
        object.put("recognised", survey.recognised());
        object.put("ignored", survey.ignored());
        object.put("unparsable", survey.unparsable());
        object.put("unparsableSamples", survey.samples());
        object.put("grants", measures(report, Measure.RELAY));
        object.put("rejects", measures(report, Measure.REJECT));
        object.put("drops", measures(report, Measure.DROP));
        try {
            out.println(
                    Json.mapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write the result", e);
        }
        out.flush();
    }

    private static List<Map<String, Object>> measures(Report report, Measure measure) {
        return report.held().stream()
                .filter(held -> held.measure() == measure)
                .map(ReportJson::measure)
                .toList();
    }

    private static Map<String, Object> measure(Held held) {
        var object = new LinkedHashMap<String, Object>();
        object.put("client", held.client());
        object.put("from", held.from());
        object.put("until", held.until());
        object.put("rule", held.rule());
        object.put("reason", held.reason());
        if (held.user() != null) {
            object.put("user", held.user());
        }
        if (held.ended() != null) {
            object.put("lifted", held.ended());
        }
        object.put("simulated", held.simulated());
        return object;
    }
}
