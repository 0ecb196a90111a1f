package org.popauth.standalone.demo;

import java.util.List;

/// A story while it is told: its client, its mail host, and how far it is.
final class Telling {

    private static final String REFUSED = "refused: ";
    private static final String REFUSED_AT = "refused-at ";

    private final Story story;
    private final String host;
    private final String client;
    private final int firstPid;
    private int told;

    /// @param number what the `*` in the story's address becomes
    Telling(Story story, String host, int number, int firstPid) {
        this.story = story;
        this.host = host;
        this.client = story.address().replace("*", Integer.toString(number));
        this.firstPid = firstPid;
    }

    boolean isOver() {
        return told >= story.lines().size();
    }

    /// The next thing that happens: one line, or the lines of one connection, from the mail host's
    /// name on.
    List<String> next() {
        var line = story.lines().get(told++);
        return connection(line).stream().map(text -> host + " " + filled(text)).toList();
    }

    private List<String> connection(String line) {
        if (line.startsWith(REFUSED)) {
            return connection("{client}", line.substring(REFUSED.length()));
        }
        if (line.startsWith(REFUSED_AT)) {
            int colon = line.indexOf(": ");
            var suffix = line.substring(REFUSED_AT.length(), colon);
            var address = client.substring(0, client.indexOf("::")) + suffix;
            return connection(address, line.substring(colon + 2));
        }
        return List.of(line);
    }

    private static List<String> connection(String address, String reply) {
        var peer = "unknown[" + address + "]";
        return List.of(
                "postfix/smtpd[{pid}]: connect from " + peer,
                "postfix/smtpd[{pid}]: NOQUEUE: reject: RCPT from " + peer + ": " + reply,
                "postfix/smtpd[{pid}]: disconnect from "
                        + peer
                        + " ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4");
    }

    private String filled(String text) {
        return text.replace("{client}", client)
                .replace("{n}", Integer.toString(told))
                .replace("{pid}", Integer.toString(firstPid));
    }
}
