package org.popauth.benchmarks.reading;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;

/// Writes the log of a busy mail host that is under attack, and what must be read from it.
///
/// Conversations of many clients stand interleaved, as on a real host; one line of six gives an
/// event. The same seed and number of lines give the same bytes.
final class GeneratedLog {

    private static final int CONVERSATIONS = 48;
    private static final int PIDS = 400_000;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ROOT);

    private final Chance chance;
    private final SmtpConversations smtp;
    private final OtherConversations other;
    private final Truth truth = new Truth();
    private final StringBuilder line = new StringBuilder();
    private LocalDateTime second = LocalDateTime.of(2026, 11, 10, 0, 0);
    private String stamp = "";
    private int millis;
    private int pids = 2000;

    GeneratedLog(long seed) {
        this.chance = new Chance(seed);
        this.smtp = new SmtpConversations(chance);
        this.other = new OtherConversations(chance);
    }

    /// Writes `FILE` and `FILE.truth`.
    ///
    /// @param args the file, the number of lines, and the seed
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException("GeneratedLog FILE LINES SEED");
        }
        var file = Path.of(args[0]);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            var truth =
                    new GeneratedLog(Long.parseLong(args[2])).write(out, Long.parseLong(args[1]));
            Files.writeString(Path.of(args[0] + ".truth"), truth.toString());
        }
    }

    /// Writes so many lines, and says what stands in them.
    Truth write(OutputStream out, long lines) throws IOException {
        var open = new ArrayDeque<Queue<Step>>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            open.add(new ArrayDeque<>());
        }
        for (long i = 0; i < lines; i++) {
            var steps = open.remove();
            while (steps.isEmpty()) {
                begin(steps);
            }
            write(out, steps.remove());
            // Who had his turn waits, the longer the more are waiting: so they interleave anew.
            if (chance.happens(0.5)) {
                open.addFirst(steps);
            } else {
                open.addLast(steps);
            }
        }
        return truth;
    }

    private void begin(Queue<Step> steps) {
        int which = chance.below(194);
        int pid = pids = pids + 3 < PIDS ? pids + 3 : 2000;
        if (which < 60) {
            other.foreign(steps, pid);
        } else if (which < 82) {
            smtp.accepted(steps, pid);
        } else if (which < 130) {
            beginSmtp(steps, pid, which - 82);
        } else {
            beginOther(steps, pid, which - 130);
        }
    }

    private void beginSmtp(Queue<Step> steps, int pid, int which) {
        if (which < 14) {
            smtp.listed(steps, pid);
        } else if (which < 19) {
            smtp.unknown(steps, pid);
        } else if (which < 22) {
            smtp.relaying(steps, pid);
        } else if (which < 36) {
            smtp.guessing(steps, pid);
        } else if (which < 42) {
            smtp.scanning(steps, pid);
        } else {
            smtp.submitted(steps, pid);
        }
    }

    private void beginOther(Queue<Step> steps, int pid, int which) {
        if (which < 12) {
            other.screened(steps);
        } else if (which < 29) {
            other.passed(steps);
        } else if (which < 45) {
            other.mailbox(steps, pid);
        } else if (which < 53) {
            other.lockedOut(steps);
        } else if (which < 61) {
            other.undecided(steps);
        } else {
            other.statistics(steps, pid);
        }
    }

    private void write(OutputStream out, Step step) throws IOException {
        line.setLength(0);
        line.append(stamp()).append(" mx1 ").append(step.program());
        if (step.pid() > 0) {
            line.append('[').append(step.pid()).append(']');
        }
        line.append(": ").append(step.message()).append('\n');
        out.write(line.toString().getBytes(StandardCharsets.ISO_8859_1));
        truth.line();
        var kind = step.kind();
        var address = step.address();
        if (kind != null && address != null) {
            truth.event(kind, address, step.times());
        }
    }

    /// Sixty lines a second, give or take.
    private String stamp() {
        millis += chance.below(34);
        if (millis >= 1000 || stamp.isEmpty()) {
            second = second.plusSeconds(millis / 1000);
            millis %= 1000;
            stamp = STAMP.format(second);
            stamp = second.getDayOfMonth() < 10 ? stamp.replaceFirst(" ", "  ") : stamp;
        }
        return stamp;
    }
}
