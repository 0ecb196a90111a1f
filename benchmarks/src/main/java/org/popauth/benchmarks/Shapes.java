package org.popauth.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every shape of a long line that anybody thought of: each kind of line, and a few headers, with
/// each filling at the edges of all words.
final class Shapes {

    private static final String[] FILLINGS = {
        " ",
        "a",
        "1",
        ".",
        "<",
        ">",
        "[",
        "]",
        "(",
        ")",
        "{",
        "\"",
        "\\",
        "\\\"",
        "=",
        ":",
        ";",
        ",",
        "%",
        "'",
        "-",
        "/",
        "\u00e9",
        "\u00ff",
        "\u0001",
        "\t",
        ": ",
        ", ",
        "; ",
        "> ",
        "a ",
        "[1]",
        "(a",
        "(a) ",
        "<a>",
        "a=b ",
        "::",
        "[203.0.113.9]",
        " [203.0.113.9]",
        "h[203.0.113.9]: ",
        " from ",
        "; from=<",
        "> to=<",
        "> proto=SMTP helo=<",
        " helo=<x>",
        ", rip=",
        ", rip=203.0.113.9",
        "user=<",
        ">, session=<",
        "blocked using ",
        "; Client host [203.0.113.9] blocked using x; ",
        " auth=1",
        "auth=0/",
        "sasl_username=",
        ", relay=",
        "reject=",
        "(set_id=",
        " H=",
        "client: ",
        "login: \"",
        "-ERR ",
        " at ",
        " for ",
        "SASL(-13): ",
        "last message repeated 2 times",
        "message repeated 2 times: [ ",
        "Mar  1 10:00:00 mx1 postfix/smtpd[1]: "
    };

    private static final Map<String, String> HEADERS =
            Map.of(
                    "RFC 5424",
                    "<22>1 2026-03-01T10:00:00.123456+01:00 mx1 postfix/smtpd NUMBER - [a b=\"c\"] connect from unknown[203.0.113.9]",
                    "docker's JSON",
                    "{\"log\":\"connect from unknown[203.0.113.9]\\n\",\"stream\":\"stderr\",\"time\":\"2026-03-01T10:00:00.123456789Z\"}",
                    "CRI",
                    "2026-03-01T10:00:00.123456789Z stderr F Mar  1 10:00:00 mx1 postfix/smtpd[NUMBER]: connect from unknown[203.0.113.9]",
                    "a header within a header",
                    "Mar  1 10:00:00 relay mx1: Mar  1 10:00:00 mx1 postfix/smtpd[NUMBER]: connect from unknown[203.0.113.9]");

    private Shapes() {}

    /// All of them.
    static List<Shape> all() {
        var texts = new LinkedHashMap<String, String>();
        for (var kind : LineKind.values()) {
            texts.put(kind.name(), Lines.text(kind, 0));
        }
        texts.putAll(HEADERS);
        var fillings = new ArrayList<>(List.of(FILLINGS));
        texts.values().forEach(text -> fillings.add(message(text)));
        var shapes = new ArrayList<Shape>();
        texts.forEach((name, text) -> add(shapes, name, text, fillings));
        return shapes;
    }

    private static String message(String text) {
        return text.substring(text.indexOf(": ") + 2).replace(NumberedLine.NUMBER, "1");
    }

    private static void add(List<Shape> shapes, String name, String text, List<String> fillings) {
        for (int place = 0; place <= text.length(); place++) {
            if (isEdge(text, place)) {
                for (var filling : fillings) {
                    shapes.add(new Shape(name, text, place, filling, true));
                    shapes.add(new Shape(name, text, place, filling, false));
                }
            }
        }
    }

    private static boolean isEdge(String text, int place) {
        return place == 0
                || place == text.length()
                || !Character.isLetterOrDigit(text.charAt(place - 1))
                || !Character.isLetterOrDigit(text.charAt(place));
    }
}
