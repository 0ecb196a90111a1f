package org.popauth.standalone;

import io.quarkus.arc.Arc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.popauth.standalone.data.DataDirectory;
import org.popauth.standalone.fault.StartFailure;
import org.popauth.standalone.replay.DecisionHistory;
import org.popauth.standalone.replay.Report;
import org.popauth.standalone.replay.ReportJson;
import org.popauth.standalone.replay.ReportText;
import org.popauth.standalone.replay.SurveyLogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `popauth replay`: what would have been decided on old logs.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Feeds old logs through a throw-away instance, by the time of their lines, and"
                        + " prints what was recognised and what would have been decided. Touches"
                        + " nothing.")
final class Replay implements Callable<Integer> {

    /// How the result is printed.
    enum Output {
        /// A table for people.
        text,
        /// One object for programs.
        json
    }

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Logs, oldest first.")
    List<Path> files;

    @Option(
            names = "--patterns",
            paramLabel = "FILE",
            description = "Your own patterns, in YAML, for lines of which popAuth knows nothing.")
    @Nullable Path patterns;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Leaves tables, firewall script and database behind in this directory;"
                            + " a replay that was interrupted goes on from there.")
    @Nullable Path keep;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: ${DEFAULT-VALUE}")
    Output output;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The time zone of the logs, as Europe/Vienna. Default: this machine's")
    @Nullable ZoneId zone;

    @Spec CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets options
    Replay() {}

    @Override
    public Integer call() throws IOException {
        var logs = files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
        var sources = logs.stream().map(file -> SourceSpec.file(file.toString())).toList();
        var receivedAt = lastModified(logs);
        var survey = SurveyLogs.of(logs, zone(), receivedAt, new PatternOption(patterns).read());
        var last = survey.last();
        var report = new Report(logs, survey, last == null ? receivedAt : last, zone(), List.of());
        if (keep != null) {
            try (var directory = DataDirectory.open(keep)) {
                return run(directory, sources, receivedAt, report);
            }
        }
        try (var throwAway = ThrowAway.create()) {
            return run(throwAway.directory(), sources, receivedAt, report);
        }
    }

    private int run(
            DataDirectory directory, List<SourceSpec> sources, Instant receivedAt, Report report)
            throws IOException {
        SameFiles.check(directory, report.files());
        var instance = new Instance(directory, false);
        return instance.run(
                settings -> settings(settings, directory, sources, receivedAt, report.now()),
                () -> finish(instance, report));
    }

    private ZoneId zone() {
        return zone == null ? ZoneId.systemDefault() : zone;
    }

    private static Instant lastModified(List<Path> logs) throws IOException {
        var last = Instant.EPOCH;
        for (var log : logs) {
            if (!Files.isReadable(log)) {
                throw new StartFailure("there is no file " + log + " that this user may read");
            }
            var modified = Files.getLastModifiedTime(log).toInstant();
            last = modified.isAfter(last) ? modified : last;
        }
        return last;
    }

    private Settings settings(
            Settings settings,
            DataDirectory directory,
            List<SourceSpec> sources,
            Instant receivedAt,
            Instant now) {
        // A replay touches nothing on this host, whatever the settings in a kept directory say.
        Backends.choose(Backends.DRY_RUN);
        CommandLineSettings.say("agent.postfix.enabled", "false");
        var all =
                settings.http("127.0.0.1", 0)
                        .sources(sources)
                        .with("ingest.now", receivedAt.toString())
                        .with("ingest.zone", zone().getId())
                        .with("decision.now", now.toString())
                        .with("agent.now", now.toString())
                        .with("report.now", now.toString())
                        .with("quarkus.log.console.enabled", "false")
                        .with("quarkus.log.file.enabled", "true")
                        .with("quarkus.log.file.path", directory.resolve("log").toString());
        for (int i = 1; i <= sources.size(); i++) {
            all = all.with("ingest.sources.\"source-" + i + "\".follow", "false");
        }
        return new PatternOption(patterns).in(all);
    }

    private int finish(Instance instance, Report report) throws Exception {
        QuietStart.end();
        var handled = Arc.container().instance(Progress.class).get().handled();
        var servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        handled.await(servers);
        var pages = Pages.ofThisJvm("127.0.0.1");
        var held = new DecisionHistory(pages.uri(), instance.secrets().readApiToken()).held();
        print(new Report(report.files(), report.survey(), report.now(), report.zone(), held));
        return 0;
    }

    private void print(Report report) {
        var out = spec.commandLine().getOut();
        switch (output) {
            case text -> ReportText.print(report, out);
            case json -> ReportJson.print(report, out);
        }
    }
}
