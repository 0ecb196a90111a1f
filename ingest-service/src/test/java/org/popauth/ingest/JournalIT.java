package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;

class JournalIT {

    @TempDir Path root;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();
    private PrivateJournal journal;

    @BeforeEach
    void startJournald() throws Exception {
        journal = PrivateJournal.start(root);
    }

    @AfterEach
    void stopJournald() throws Exception {
        if (journal != null) {
            journal.close();
        }
    }

    private Ingest start(RecordingOutlet to, String... more) throws Exception {
        var settings = new HashMap<String, String>();
        settings.put("ingest.sources.a.type", "journal");
        settings.put("ingest.sources.a.path", journal.directory().toString());
        for (int i = 0; i < more.length; i += 2) {
            settings.put("ingest.sources.a." + more[i], more[i + 1]);
        }
        return Ingest.start(root, to, settings);
    }

    private static String login(int user) {
        return "pop3-login: Login: user=<user"
                + user
                + ">, method=PLAIN, rip=192.0.2.20, lip=192.0.2.1, mpid=1, TLS, session=<s"
                + user
                + ">";
    }

    private void logIn(int first, int count) throws Exception {
        journal.log(
                "dovecot",
                IntStream.range(first, first + count).mapToObj(JournalIT::login).toList());
    }

    private void await(RecordingOutlet events, int count) {
        Awaitility.await().until(() -> events.events().size() >= count);
    }

    @Test
    void whatTheJournalHoldsAndWhatComesIsReadOnce() throws Exception {
        // Given
        logIn(0, 1000);
        // When
        try (var ingest = start(outlet)) {
            await(outlet, 1000);
            logIn(1000, 5);
            await(outlet, 1005);
        }
        // Then
        assertThat(outlet.users()).isEqualTo(LogWriter.users(1005));
        assertThat(outlet.events()).extracting(MailEvent::program).containsOnly("dovecot");
    }

    @Test
    void killedAtAnyMomentNothingIsLostAndNothingTwice() throws Exception {
        // Given
        var lines = new HashMap<EventId, String>();
        var users = new HashSet<String>();
        for (int run = 0; run < 12; run++) {
            var slow = RecordingOutlet.slow(run);
            // When
            try (var ingest = start(slow)) {
                journal.logAs(1000, "dovecot", List.of(login(-1)));
                logIn(run * 300, 300);
                await(slow, 1 + run * 5);
                if (run % 2 == 0) {
                    ingest.save();
                }
                ingest.kill();
            }
            record(slow, lines, users);
        }
        try (var ingest = start(outlet)) {
            Awaitility.await()
                    .until(
                            () -> {
                                record(outlet, lines, users);
                                return users.size() == 3600;
                            });
        }
        // Then
        assertThat(lines).hasSize(3600);
        assertThat(users).isEqualTo(new HashSet<>(LogWriter.users(3600)));
    }

    private static void record(
            RecordingOutlet from, Map<EventId, String> lines, HashSet<String> users) {
        for (var event : from.events()) {
            var before = lines.put(event.id(), event.line());
            assertThat(before == null || before.equals(event.line())).isTrue();
            users.add(String.valueOf(((MailEvent.LoginSucceeded) event).user()));
        }
    }

    @Test
    void anOrdinaryUserCannotForgeALine() throws Exception {
        // Given
        journal.logAs(1000, "dovecot", List.of(login(666)));
        logIn(0, 1);
        journal.sync();
        // When
        try (var ingest = start(outlet)) {
            await(outlet, 1);
            // Then
            assertThat(outlet.users()).containsExactly("user0");
            assertThat(ingest.source().counters().refused.sum()).isEqualTo(1);
        }
    }

    @Test
    void beginsAtTheEndWhenToldSoAndMissesNothingLater() throws Exception {
        // Given
        logIn(0, 10);
        journal.sync();
        try (var ingest = start(outlet, "from", "end")) {
            ingest.awaitReading();
        }
        logIn(10, 10);
        // When
        try (var ingest = start(outlet, "from", "end")) {
            await(outlet, 10);
        }
        // Then
        assertThat(outlet.users()).isEqualTo(LogWriter.users(20).subList(10, 20));
    }

    @Test
    void anOtherSelectionReadsNothingTwice() throws Exception {
        // Given
        logIn(0, 500);
        try (var ingest = start(outlet)) {
            await(outlet, 500);
        }
        // When
        logIn(500, 5);
        try (var ingest = start(outlet, "uids", "0")) {
            await(outlet, 505);
        }
        // Then
        assertThat(outlet.users()).isEqualTo(LogWriter.users(505));
    }

    @Test
    void goesOnWithTheOldestEntryWhenTheJournalWasVacuumed() throws Exception {
        // Given
        logIn(0, 300);
        try (var ingest = start(outlet)) {
            await(outlet, 300);
        }
        // When
        journal.vacuum();
        logIn(300, 5);
        try (var ingest = start(outlet)) {
            await(outlet, 305);
            assertThat(ingest.source().counters().filesLost.sum()).isEqualTo(1);
        }
        // Then
        assertThat(outlet.users()).isEqualTo(LogWriter.users(305));
        assertThat(outlet.events().stream().map(MailEvent::id).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "export,journal-export",
        "json,journal-json",
        "json-seq,journal-json",
        "json-sse,journal-json"
    })
    void aStreamOfJournalctlIsReadFromAFile(String output, String format) throws Exception {
        // Given
        logIn(0, 2000);
        journal.logAs(1000, "dovecot", List.of(login(666)));
        var file = Files.write(root.resolve("journal.out"), journal.export(output));
        var settings =
                Map.of(
                        "ingest.sources.a.type",
                        "file",
                        "ingest.sources.a.path",
                        file.toString(),
                        "ingest.sources.a.format",
                        format);
        // When
        try (var ingest = Ingest.start(root, outlet, settings)) {
            await(outlet, 2000);
            // Then
            var refused = ingest.source().counters().refused;
            Awaitility.await().until(() -> refused.sum() == 1);
        }
        assertThat(outlet.users()).isEqualTo(LogWriter.users(2000));
    }
}
