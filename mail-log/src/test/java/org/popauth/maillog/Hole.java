package org.popauth.maillog;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.popauth.events.MailEvent;

/// A line of the corpus with a place, or several places with the same text, that a client fills.
///
/// @param of the case that the line belongs to
/// @param text what stands there in the corpus
/// @param parts what stands before, between and behind the places
record Hole(CorpusCase of, String text, List<String> parts) {

    /// Where clients' text stands in lines that lead to no event, or that an event does not carry:
    /// the envelope and the greeting as Postfix prints them, log-in names as every daemon prints
    /// them, what was said out of turn, names in authentication messages.
    private static final List<Pattern> PLACES =
            List.of(
                    Pattern.compile("\\b(?:from|to|helo|user|orig_to)=<([^<>]*)>"),
                    Pattern.compile("\\b(?:sasl_username|sasl_sender)=([^,]*)"),
                    Pattern.compile("\\b(?:user|User) '([^']*)'"),
                    Pattern.compile("\\b(?:user|User) \"([^\"]*)\""),
                    Pattern.compile("\\bof '([^']*)'"),
                    Pattern.compile("\\buser=([^<\\s,]+)"),
                    Pattern.compile("\\bPREGREET .*?\\]:\\d+: (.*)$"),
                    Pattern.compile(
                            "\\b(?:COMMAND PIPELINING|NON-SMTP COMMAND) .*? after \\S+: (.*)$"),
                    Pattern.compile("\\bnon-SMTP command from \\S+: (.*)$"),
                    Pattern.compile("\\bcommand pipelining after .*? from \\S+: (.*)$"));

    private static final int TEXT_CHARS_MIN = 1;

    /// All holes of a case.
    static List<Hole> of(CorpusCase each, Reading reading) {
        var texts = new TreeSet<String>();
        if (reading instanceof Reading.Recognised said) {
            texts.addAll(clientsTexts(said.event()));
        }
        for (var place : PLACES) {
            var found = place.matcher(each.line());
            while (found.find()) {
                var text = found.group(1);
                if (texts.stream().noneMatch(whole -> whole.contains(text))) {
                    texts.add(text);
                }
            }
        }
        var holes = new ArrayList<Hole>();
        for (var text : texts) {
            var parts = split(each.line(), text);
            if (text.length() >= TEXT_CHARS_MIN && parts.size() > 1) {
                holes.add(new Hole(each, text, parts));
            }
        }
        return holes;
    }

    private static List<String> clientsTexts(MailEvent event) {
        var texts = new ArrayList<String>();
        switch (event) {
            case MailEvent.LoginSucceeded login -> add(texts, login.user());
            case MailEvent.LoginFailed login -> add(texts, login.user());
            case MailEvent.LoggedOut login -> add(texts, login.user());
            case MailEvent.Offence offence -> {
                add(texts, offence.user());
                add(texts, offence.helo());
                add(texts, offence.sender());
                add(texts, offence.recipient());
            }
        }
        return texts;
    }

    private static void add(List<String> texts, @Nullable String text) {
        if (text != null) {
            texts.add(text);
        }
    }

    /// Splits a line at each place where the text stands as a whole, not within a longer word.
    private static List<String> split(String line, String text) {
        var parts = new ArrayList<String>();
        if (text.isEmpty()) {
            return parts;
        }
        int from = 0;
        int at = line.indexOf(text);
        while (at >= 0) {
            int end = at + text.length();
            if (!isOfWord(line, at - 1) && !isOfWord(line, end) && !isPeersName(line, end)) {
                parts.add(line.substring(from, at));
                from = at + text.length();
            }
            at = line.indexOf(text, at + text.length());
        }
        parts.add(line.substring(from));
        return parts;
    }

    /// The name of a client comes from the name service, and no such text can stand there.
    private static boolean isPeersName(String line, int end) {
        return end < line.length() && line.charAt(end) == '[';
    }

    private static boolean isOfWord(String line, int at) {
        return at >= 0
                && at < line.length()
                && (Character.isLetterOrDigit(line.charAt(at))
                        || "-_.@".indexOf(line.charAt(at)) >= 0);
    }

    /// The line with something else in the hole.
    String filled(String plant) {
        return String.join(plant, parts);
    }

    @Override
    public String toString() {
        return of.file() + ": " + of.name() + ": <" + text + ">";
    }
}
