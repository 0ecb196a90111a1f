package org.popauth.cli.doctor.fix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.popauth.cli.doctor.checks.Change;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.cli.doctor.probe.Places;

/// Makes changes: works out on a copy what a file would be, and when the operator has agreed keeps
/// the old file beside the new one, and takes the new one back when the daemon does not understand
/// it.
public final class Mending {

    private final Programs programs;
    private final Places places;
    private final Instant now;

    public Mending(Programs programs, Places places, Instant now) {
        this.programs = programs;
        this.places = places;
        this.now = now;
    }

    /// What came of a change.
    ///
    /// @param says a sentence for people
    public record Outcome(boolean done, String says) {}

    /// What files would be. Nothing on the host is changed.
    public Seen<Edit> prepare(List<Change> changes) {
        var settings =
                changes.stream()
                        .filter(Change.PostfixSetting.class::isInstance)
                        .map(Change.PostfixSetting.class::cast)
                        .toList();
        if (settings.size() == changes.size()) {
            return mainCf(settings);
        }
        return changes.getFirst() instanceof Change.FileText text && changes.size() == 1
                ? text(text)
                : Seen.unread("changes of several files at once are for people");
    }

    /// Lets postconf edit a copy.
    private Seen<Edit> mainCf(List<Change.PostfixSetting> settings) {
        var file = Path.of(settings.getFirst().file());
        return read(file)
                .then(
                        before -> {
                            try {
                                return edited(file, before, settings);
                            } catch (IOException e) {
                                return Seen.unread("cannot make a copy: " + e.getMessage());
                            }
                        });
    }

    private Seen<Edit> edited(Path file, String before, List<Change.PostfixSetting> settings)
            throws IOException {
        var folder = Files.createTempDirectory("popauth-doctor-");
        var copy = folder.resolve("main.cf");
        try {
            Files.writeString(copy, before);
            var arguments =
                    Stream.concat(
                            Stream.of("-c", folder.toString(), "-e"),
                            settings.stream().map(it -> it.name() + " = " + it.value()));
            var edited = programs.run("postconf", arguments.toArray(String[]::new));
            var after = Files.readString(copy);
            return edited.then(
                    it ->
                            it.read(
                                    _ ->
                                            new Edit(
                                                    file,
                                                    before,
                                                    after,
                                                    false,
                                                    Change.Daemon.POSTFIX)));
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(folder);
        }
    }

    private static Seen<Edit> text(Change.FileText change) {
        var file = Path.of(change.file());
        if (change.before().isEmpty() && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Seen.found(new Edit(file, "", change.after(), true, change.daemon()));
        }
        return read(file)
                .then(
                        before ->
                                before.equals(change.before())
                                        ? Seen.found(
                                                new Edit(
                                                        file,
                                                        before,
                                                        change.after(),
                                                        false,
                                                        change.daemon()))
                                        : Seen.unread(file + " was changed meanwhile"));
    }

    /// A text whose bytes come out again as they are.
    private static Seen<String> read(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            var text = new String(bytes, StandardCharsets.UTF_8);
            return Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))
                    ? Seen.found(text)
                    : Seen.unread(file + " is not in UTF-8; change it by hand");
        } catch (IOException e) {
            return Seen.unread("cannot read " + file + ": " + e.getMessage());
        }
    }

    /// Makes a change that was agreed to.
    public Outcome carryOut(Edit edit) {
        var mistakes = mistakes(edit.daemon());
        try {
            var kept = write(edit);
            var more = mistakes(edit.daemon());
            more.removeAll(mistakes);
            if (!more.isEmpty()) {
                takeBack(edit);
                return new Outcome(false, "taken back, since it says: " + String.join("; ", more));
            }
            return new Outcome(true, kept.isEmpty() ? "made" : "changed; as it was: " + kept);
        } catch (IOException e) {
            return new Outcome(false, "cannot change " + edit.file() + ": " + e.getMessage());
        }
    }

    /// @return the name of the copy of what was there
    private String write(Edit edit) throws IOException {
        if (edit.isNew()) {
            Replacing.create(edit.file(), edit.bytesAfter());
            return "";
        }
        var file = edit.file().toRealPath();
        if (!Arrays.equals(Files.readAllBytes(file), edit.bytesBefore())) {
            throw new IOException("it was changed meanwhile; look again");
        }
        var kept = Replacing.backup(file, now);
        Replacing.replace(file, edit.bytesAfter());
        return kept.toString();
    }

    private static void takeBack(Edit edit) throws IOException {
        if (edit.isNew()) {
            Files.delete(edit.file());
        } else {
            Replacing.replace(edit.file().toRealPath(), edit.bytesBefore());
        }
    }

    /// What a daemon has to say against its settings.
    private Set<String> mistakes(Change.Daemon daemon) {
        var said =
                switch (daemon) {
                    case POSTFIX -> programs.run("postconf", places.postfixArguments("-n"));
                    case DOVECOT ->
                            programs.run("doveconf", "-c", places.dovecot().toString(), "-n");
                    case RSYSLOG ->
                            programs.run("rsyslogd", "-N1", "-f", places.rsyslog().toString());
                };
        return switch (said) {
            case Seen.Found<Output>(var output) -> complaints(output, daemon);
            case Seen.Missing<Output>(var why) -> new LinkedHashSet<>(List.of(why));
            case Seen.Unread<Output>(var why) -> new LinkedHashSet<>(List.of(why));
        };
    }

    /// rsyslog writes there also when all is well.
    private static Set<String> complaints(Output output, Change.Daemon daemon) {
        var complaints = new LinkedHashSet<String>();
        if (!output.ok() || daemon == Change.Daemon.POSTFIX) {
            output.errors().lines().map(String::strip).forEach(complaints::add);
        }
        if (!output.ok() && complaints.isEmpty()) {
            complaints.add(output.program() + " ends with " + output.exitCode());
        }
        return complaints;
    }

    /// What the operator runs so that the change counts.
    public String reload(Change.Daemon daemon) {
        return switch (daemon) {
            case POSTFIX -> String.join(" ", commandOfPostfix());
            case DOVECOT -> "doveadm reload";
            case RSYSLOG -> "systemctl restart rsyslog";
        };
    }

    private List<String> commandOfPostfix() {
        var command = new ArrayList<>(List.of("postfix"));
        command.addAll(List.of(places.postfixArguments("reload")));
        return command;
    }
}
