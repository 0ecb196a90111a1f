package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.popauth.cli.doctor.checks.Rsyslog;
import org.popauth.cli.doctor.checks.SyslogNg;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Postfix;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.cli.doctor.facts.Syslog;
import org.popauth.cli.doctor.facts.Syslog.ConfigFile;

/// Looks at the daemon that keeps log lines, at its settings, and at the files it writes.
record LooksAtSyslog(Programs programs, Places places) {

    private static final Set<String> DAEMONS =
            Set.of("rsyslogd", "syslog-ng", "systemd-journal", "busybox-syslogd", "syslogd");

    /// Where mail lines usually are, when no settings say so.
    private static final List<String> USUAL = List.of("/var/log/mail.log", "/var/log/maillog");

    private static final Pattern INCLUDE =
            Pattern.compile(
                    "(?im)^\\s*(?:\\$IncludeConfig\\s+(\\S+)|include\\s*\\([^)]*\\bfile\\s*=\\s*\"([^\"]+)\")");

    private static final int FILES_MAX = 200;

    Syslog look(Seen<Postfix> postfix) {
        var rsyslog = rsyslog();
        var syslogNg = syslogNg();
        var groups = User.groupsOf(places.user(), programs);
        var user = User.of(places.user(), groups);
        return new Syslog(
                daemons(),
                rsyslog,
                rsyslog.then(_ -> check()),
                syslogNg,
                logs(postfix, rsyslog, syslogNg).stream()
                        .map(it -> user.look(Path.of(it)))
                        .toList(),
                places.user(),
                groups);
    }

    private Set<String> daemons() {
        var running = new HashSet<String>();
        try (var processes = Files.newDirectoryStream(places.system("/proc"), "[0-9]*")) {
            for (var each : processes) {
                Reading.text(each.resolve("comm"))
                        .value()
                        .map(String::strip)
                        .filter(DAEMONS::contains)
                        .ifPresent(running::add);
            }
        } catch (IOException e) {
            return Set.of();
        }
        return Set.copyOf(running);
    }

    private Seen<List<ConfigFile>> rsyslog() {
        if (programs.find("rsyslogd").isEmpty()) {
            return Seen.missing("rsyslog is not installed");
        }
        return Reading.text(places.rsyslog()).then(it -> withIncluded(places.rsyslog(), it));
    }

    /// A file and those that it includes, and those include; one that may not be read makes all
    /// unread.
    private static Seen<List<ConfigFile>> withIncluded(Path file, String text) {
        var files = new LinkedHashMap<Path, ConfigFile>();
        var unread = include(file, text, files);
        return unread.isEmpty()
                ? Seen.found(List.copyOf(files.values()))
                : Seen.unread(unread.get());
    }

    /// @return why not
    private static Optional<String> include(Path file, String text, Map<Path, ConfigFile> files) {
        if (files.size() >= FILES_MAX || files.containsKey(file)) {
            return Optional.empty();
        }
        files.put(file, new ConfigFile(file.toString(), text));
        var include = INCLUDE.matcher(text);
        while (include.find()) {
            var pattern = Optional.ofNullable(include.group(1)).orElseGet(() -> include.group(2));
            for (var each : matching(file, pattern)) {
                var why =
                        switch (Reading.text(each)) {
                            case Seen.Found<String>(var it) -> include(each, it, files);
                            case Seen.Unread<String>(var it) -> Optional.of(it);
                            case Seen.Missing<String> _ -> Optional.<String>empty();
                        };
                if (why.isPresent()) {
                    return why;
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> matching(Path file, String pattern) {
        var path = file.resolveSibling(pattern);
        var folder = Objects.requireNonNullElse(path.getParent(), Path.of("/"));
        return Reading.matching(folder, String.valueOf(path.getFileName()))
                .value()
                .map(it -> it.stream().limit(FILES_MAX).toList())
                .orElse(List.of());
    }

    /// @return what is wrong; nothing when all is understood
    private Seen<String> check() {
        return programs.run("rsyslogd", "-N1", "-f", places.rsyslog().toString())
                .map(it -> it.ok() ? "" : mistakes(it));
    }

    /// All it says but how it greets and takes its leave.
    private static String mistakes(Output output) {
        return output.errors()
                .lines()
                .map(it -> it.replaceFirst("^rsyslogd: ", "").strip())
                .filter(it -> !it.isEmpty())
                .filter(it -> !it.startsWith("version ") && !it.startsWith("End of config"))
                .collect(Collectors.joining("; "));
    }

    /// The program itself follows what its settings include, and says what it does not understand.
    private Seen<Syslog.NgConfig> syslogNg() {
        return programs.run(
                        "syslog-ng",
                        "--syntax-only",
                        "--no-caps",
                        "--cfgfile=" + places.syslogNg(),
                        "--preprocess-into=/dev/stdout")
                .then(
                        it ->
                                it.isForbidden()
                                        ? it.read(_ -> new Syslog.NgConfig("", ""))
                                        : Seen.found(understood(it)));
    }

    private static Syslog.NgConfig understood(Output output) {
        var complaint = output.errors().strip().lines().findFirst().orElse("it ends with an error");
        return new Syslog.NgConfig(output.text(), output.ok() ? "" : complaint);
    }

    private Set<String> logs(
            Seen<Postfix> postfix, Seen<List<ConfigFile>> rsyslog, Seen<Syslog.NgConfig> syslogNg) {
        var logs = new LinkedHashSet<String>();
        postfix.value()
                .map(it -> it.unexpanded("maillog_file"))
                .filter(it -> it.startsWith("/") && !it.startsWith("/dev/"))
                .ifPresent(logs::add);
        rsyslog.value().ifPresent(it -> logs.addAll(new Rsyslog(it).paths()));
        syslogNg.value().ifPresent(it -> logs.addAll(new SyslogNg(it.text()).paths()));
        if (logs.isEmpty()) {
            USUAL.stream()
                    .map(it -> places.system(it).toString())
                    .filter(it -> Files.exists(Path.of(it)))
                    .forEach(logs::add);
        }
        return logs;
    }
}
