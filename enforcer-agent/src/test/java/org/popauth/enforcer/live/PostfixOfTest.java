package org.popauth.enforcer.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.popauth.enforcer.firewall.Namespace;

/// A real Postfix with a configuration and a queue of its own, in a network namespace.
public final class PostfixOfTest implements AutoCloseable {

    public static final Path POSTFIX = Path.of("/usr/sbin/postfix");
    private static final String MASTER_CF =
            """
            127.0.0.1:2525 inet n - %1$s - - smtpd
            [::1]:2525 inet n - %1$s - - smtpd
            rewrite unix - - n - - trivial-rewrite
            cleanup unix n - n - 0 cleanup
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd
            """;
    private static final String MAIN_CF =
            """
            compatibility_level = 3.6
            queue_directory = %1$s/queue
            data_directory = %1$s/data
            maillog_file = %1$s/maillog
            maillog_file_prefixes = %1$s
            myhostname = mx.example.org
            mydestination = example.org
            mynetworks = 192.0.2.0/24
            local_recipient_maps =
            alias_maps =
            smtpd_peername_lookup = no
            smtpd_error_sleep_time = 0
            in_flow_delay = 0
            %2$s
            """;
    private static final String TALK =
            """
            import socket, sys
            to = '::1' if ':' in sys.argv[1] else '127.0.0.1'
            s = socket.create_connection((to, 2525), 20, (sys.argv[1], 0))
            f = s.makefile('rwb')
            def reply():
                while True:
                    line = f.readline()
                    if line[3:4] != b'-':
                        print(line.decode().strip(), flush=True)
                        return
            reply()
            for line in sys.stdin:
                f.write(line.strip().encode() + b'\\r\\n')
                f.flush()
                reply()
            """;

    private final Namespace namespace;
    private final Path directory;
    private final Path config;

    public PostfixOfTest(Namespace namespace, Path directory, String settings) throws IOException {
        this(namespace, directory, settings, false);
    }

    /// @param settings lines of main.cf
    /// @param chroot whether smtpd sees nothing but the queue directory
    PostfixOfTest(Namespace namespace, Path directory, String settings, boolean chroot)
            throws IOException {
        this.namespace = namespace;
        this.directory = directory;
        this.config = Files.createDirectory(directory.resolve("config"));
        for (var path : List.of(directory, config)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(config.resolve("master.cf"), MASTER_CF.formatted(chroot ? "y" : "n"));
        configure(settings);
        Files.createDirectories(directory.resolve("queue"));
        Files.createDirectory(directory.resolve("data"));
        namespace.run("/bin/chown", "postfix", directory.resolve("data").toString());
        namespace.run(POSTFIX.toString(), "-c", config.toString(), "start");
    }

    /// Where main.cf is.
    public Path config() {
        return config;
    }

    /// Writes main.cf anew. Postfix's programs wait for one that was changed within the last
    /// second, so it looks older.
    ///
    /// @param settings what is added to it
    public void configure(String settings) throws IOException {
        var mainCf =
                Files.writeString(
                        config.resolve("main.cf"), MAIN_CF.formatted(directory, settings));
        Files.setLastModifiedTime(mainCf, FileTime.from(Instant.now().minusSeconds(60)));
    }

    /// Makes a running Postfix read main.cf.
    public void reload() {
        namespace.run(POSTFIX.toString(), "-c", config.toString(), "reload");
    }

    /// What Postfix itself says about its configuration.
    public void check() {
        namespace.run(POSTFIX.toString(), "-c", config.toString(), "check");
    }

    /// What was logged.
    public String log() throws IOException {
        return Files.readString(directory.resolve("maillog"));
    }

    /// A connection that speaks SMTP.
    public final class Session implements AutoCloseable {

        private final Process process;
        private final BufferedReader replies;
        private final Writer commands;

        Session(String from) throws IOException {
            var command = new ArrayList<>(namespace.prefix());
            command.addAll(List.of("/usr/bin/python3", "-u", "-c", TALK, from));
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            replies =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            replies.readLine();
        }

        public String say(String command) throws IOException {
            commands.write(command + "\n");
            commands.flush();
            return String.valueOf(replies.readLine());
        }

        /// What Postfix says to a recipient.
        public String mailTo(String recipient) throws IOException {
            say("RSET");
            say("MAIL FROM:<joe@example.org>");
            return say("RCPT TO:<" + recipient + ">");
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /// A connection that has said EHLO.
    public Session session(String from) throws IOException {
        var session = ungreeted(from);
        session.say("EHLO client.example.net");
        return session;
    }

    /// A connection that has said nothing yet.
    public Session ungreeted(String from) throws IOException {
        return new Session(from);
    }

    @Override
    public void close() {
        namespace.run(POSTFIX.toString(), "-c", config.toString(), "abort");
    }
}
