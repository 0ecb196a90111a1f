package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Dovecot of its own, on loopback ports that were free, with one user: `joe`, whose password is
/// `geheim`.
final class RealDovecot implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");
    private static final int TRIES = 200;

    private final Path directory;
    private final int imapPort;
    private final int pop3Port;
    private final Process process;

    private RealDovecot(Path directory, String settings) throws IOException {
        this.directory = directory;
        this.imapPort = freePort();
        this.pop3Port = freePort();
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

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String config() {
        return """
        base_dir = %1$s/run
        log_path = %1$s/dovecot.log
        protocols = imap pop3
        listen = 127.0.0.1
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
            port = %2$d
          }
          inet_listener imaps {
            port = 0
          }
        }
        service pop3-login {
          inet_listener pop3 {
            port = %3$d
          }
          inet_listener pop3s {
            port = 0
          }
        }
        """
                .formatted(directory, imapPort, pop3Port);
    }

    private void awaitReady() throws IOException, InterruptedException {
        for (int i = 0; i < TRIES && process.isAlive(); i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), pop3Port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException(
                "Dovecot did not start: " + Files.readString(directory.resolve("output")));
    }

    /// Says each line by IMAP, and returns the last answer.
    String imap(String... lines) throws IOException {
        return talk(imapPort, lines);
    }

    /// Says each line by POP3, and returns the last answer.
    String pop3(String... lines) throws IOException {
        return talk(pop3Port, lines);
    }

    private static String talk(int port, String... lines) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
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
            return answer;
        }
    }

    /// Stops it, and returns what it logged.
    List<String> stop() throws IOException, InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("Dovecot has stopped").isTrue();
        return Files.readAllLines(directory.resolve("dovecot.log"), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
