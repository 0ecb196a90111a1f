package org.popauth.cli.testrun;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Counts the tests of a run of Maven, from the reports of surefire and failsafe.
///
/// The script starts it from this file alone, so it needs nothing but the JDK.
final class TestSummary {

    private static final int REASON_CHARS_MAX = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\s]+");

    private int passed;
    private final List<String> failed = new ArrayList<>();
    private final Map<String, List<String>> skippedByReason = new TreeMap<>();
    private final List<String> unreadable = new ArrayList<>();

    /// @param args the root of the project, and a file as old as the beginning of the run
    public static void main(String[] args) throws IOException {
        var summary = of(Path.of(args[0]), Files.getLastModifiedTime(Path.of(args[1])));
        summary.print(System.out);
    }

    static TestSummary of(Path root, FileTime since) throws IOException {
        var summary = new TestSummary();
        try (var modules = Files.list(root)) {
            for (var module : modules.sorted().toList()) {
                for (var reports : List.of("surefire-reports", "failsafe-reports")) {
                    summary.addAll(module.resolve("target").resolve(reports), since);
                }
            }
        }
        return summary;
    }

    private void addAll(Path reports, FileTime since) throws IOException {
        if (!Files.isDirectory(reports)) {
            return;
        }
        try (Stream<Path> files = Files.list(reports)) {
            for (var file : files.sorted().toList()) {
                var name = file.getFileName().toString();
                boolean isReport = name.startsWith("TEST-") && name.endsWith(".xml");
                if (isReport && Files.getLastModifiedTime(file).compareTo(since) >= 0) {
                    add(file);
                }
            }
        }
    }

    private void add(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            add(in);
        } catch (XMLStreamException e) {
            unreadable.add(file + ": " + printable(String.valueOf(e.getMessage())));
        }
    }

    void add(InputStream report) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var xml = factory.createXMLStreamReader(report);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().equals("testcase")) {
                addTest(xml);
            }
        }
    }

    private void addTest(XMLStreamReader xml) throws XMLStreamException {
        var test = name(xml);
        boolean isFailed = false;
        String whySkipped = null;
        while (!(xml.next() == XMLStreamReader.END_ELEMENT
                && xml.getLocalName().equals("testcase"))) {
            if (xml.getEventType() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "failure", "error" -> isFailed = true;
                case "skipped" -> whySkipped = reason(xml);
                default -> {}
            }
        }
        if (isFailed) {
            failed.add(test);
        } else if (whySkipped != null) {
            skippedByReason.computeIfAbsent(whySkipped, _ -> new ArrayList<>()).add(test);
        } else {
            passed++;
        }
    }

    private static String name(XMLStreamReader xml) {
        var type = String.valueOf(xml.getAttributeValue(null, "classname"));
        var test = xml.getAttributeValue(null, "name");
        var simple = type.substring(type.lastIndexOf('.') + 1);
        return printable(test == null || test.isEmpty() ? simple : simple + "." + test);
    }

    private static String reason(XMLStreamReader xml) {
        var message = xml.getAttributeValue(null, "message");
        var text = message == null ? "" : printable(message);
        text = text.replaceFirst("^Assumption failed: ", "");
        return text.isEmpty() ? "no reason given" : text;
    }

    private static String printable(String text) {
        var line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        return line.substring(0, Math.min(line.length(), REASON_CHARS_MAX));
    }

    /// Prints what failed and what was skipped, and at last the counts alone on a line.
    void print(PrintStream out) {
        unreadable.forEach(each -> out.println("Report that cannot be read: " + each));
        if (!failed.isEmpty()) {
            out.println("Failed:");
            failed.forEach(each -> out.println("  " + each));
        }
        if (!skippedByReason.isEmpty()) {
            out.println("Skipped:");
            skippedByReason.forEach(
                    (reason, tests) -> {
                        out.println("  because: " + reason);
                        tests.forEach(each -> out.println("    " + each));
                    });
        }
        out.println(counts());
    }

    String counts() {
        int skipped = skippedByReason.values().stream().mapToInt(List::size).sum();
        return passed + " passed, " + failed.size() + " failed, " + skipped + " skipped";
    }
}
