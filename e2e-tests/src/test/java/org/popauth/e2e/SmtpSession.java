package org.popauth.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// One SMTP session that stays open between commands.
final class SmtpSession implements AutoCloseable {

    private final Process process;
    private final BufferedReader replies;
    private final Writer commands;

    SmtpSession(MailClient client, String mailHost) throws IOException {
        var command =
                client.laboratory()
                        .command(
                                "on",
                                "clients",
                                "curl",
                                "-sS",
                                "-N",
                                "--interface",
                                client.address(),
                                "telnet://" + client.addressOf(mailHost) + ":25");
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        replies =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        replies.readLine();
        say("EHLO pc.example.net");
    }

    /// Sends a command; returns the last line of the reply.
    String say(String command) throws IOException {
        commands.write(command + "\r\n");
        commands.flush();
        String line;
        do {
            line = replies.readLine();
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
        return String.valueOf(line);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
