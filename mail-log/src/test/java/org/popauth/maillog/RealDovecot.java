package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A Dovecot of its own, on a loopback address of its own, with one user: `joe`, whose password is
/// `geheim`.
final class RealDovecot implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");
    private static final int TRIES = 200;
    private static final Pattern END = Pattern.compile(": (Disconnected|Aborted login|Logged out)");
    private static final int IMAP = 143;
    private static final int POP3 = 110;

    private final Path directory;
    private final InetAddress address;
    private final Process process;
    private int sessions;

    private RealDovecot(Path directory, String settings) throws IOException {
        this.directory = directory;
        this.address = loopback();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var mail = Files.createDirectory(directory.resolve("mail"));
        Files.setPosixFilePermissions(mail, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(directory.resolve("passwd"), "joe:{PLAIN}geheim\n");
        var config = directory.resolve("dovecot.conf");
        Files.writeString(config, config() + settings);
        this.process =
                new ProcessBuilder(PROGRAM.toString(), "-F", "-c", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output").toFile())
                        .start();
    }

    /// Starts one, with settings beside its own; skips the test where there is none.
    static RealDovecot start(Path directory, String settings)
            throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROGRAM), "there is no Dovecot: " + PROGRAM);
        assumeTrue("root".equals(System.getProperty("user.name")), "Dovecot is started by root");
        var dovecot = new RealDovecot(directory, settings);
        dovecot.awaitReady();
        return dovecot;
    }

    /// One of 16 million, so that nobody else listens there. The client is 127.0.0.1 all the same.
    private static InetAddress loopback() throws IOException {
        var random = ThreadLocalRandom.current();
        var bytes = new byte[] {127, 0, 0, 0};
        for (int i = 1; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(2, 255);
        }
        return InetAddress.getByAddress(bytes);
    }

    private String config() {
        return """
        base_dir = %1$s/run
        log_path = %1$s/dovecot.log
        protocols = imap pop3
        listen = %2$s
        ssl = no
        disable_plaintext_auth = no
        auth_mechanisms = plain login
        auth_username_chars =
        auth_failure_delay = 0
        mail_location = maildir:%1$s/mail/%%u
        first_valid_uid = 1
        passdb {
          driver = passwd-file
          args = %1$s/passwd
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home=%1$s/mail
        }
        service anvil {
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service imap-login {
          inet_listener imap {
            port = %3$d
          }
          inet_listener imaps {
            port = 0
          }
        }
        service pop3-login {
          inet_listener pop3 {
            port = %4$d
          }
          inet_listener pop3s {
            port = 0
          }
        }
        """
                .formatted(directory, address.getHostAddress(), IMAP, POP3);
    }

    private void awaitReady() throws IOException, InterruptedException {
        for (int i = 0; i < TRIES && process.isAlive(); i++) {
            try {
                knock(IMAP);
                knock(POP3);
                return;
            } catch (IOException e) {
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException(
                "Dovecot did not start: " + Files.readString(directory.resolve("output")));
    }

    /// Connects and says nothing, of which the log tells, too.
    private void knock(int port) throws IOException {
        try (var socket = new Socket(address, port)) {
            assertThat(socket.isConnected()).isTrue();
            sessions++;
        }
    }

    /// Says each line by IMAP, the last of which must end the session, and returns the answer to
    /// it.
    String imap(String... lines) throws IOException {
        return talk(IMAP, lines);
    }

    /// Says each line by POP3, as [#imap(String...)].
    String pop3(String... lines) throws IOException {
        return talk(POP3, lines);
    }

    /// Returns once the server has closed the connection.
    private String talk(int port, String... lines) throws IOException {
        sessions++;
        try (var socket = new Socket(address, port)) {
            socket.setSoTimeout(30_000);
            var answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            var answer = answers.readLine();
            for (var line : lines) {
                var bytes = (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
                socket.getOutputStream().write(bytes);
                answer = answers.readLine();
            }
            answers.transferTo(Writer.nullWriter());
            return answer;
        }
    }

    /// Stops it once the end of each session is in the log, and returns what it logged. One process
    /// writes what all others tell it, and may be behind.
    List<String> stop() throws IOException, InterruptedException {
        for (int i = 0; i < TRIES && ends() < sessions; i++) {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("Dovecot has stopped").isTrue();
        return log();
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(directory.resolve("dovecot.log"), StandardCharsets.ISO_8859_1);
    }

    private long ends() throws IOException {
        return log().stream().filter(line -> END.matcher(line).find()).count();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
