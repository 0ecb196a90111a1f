package org.popauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingAnInstanceTest {

    private static final String NOTHING = "{\"items\":[],\"total\":0}";

    @TempDir Path data;

    @Test
    void theDataDirectorySaysWhereItIsAndHasTheToken() throws IOException {
        try (var instance = FakeInstance.answering(200, NOTHING)) {
            var run = Run.of("list", "--data", instance.leaveTracesIn(data).toString());

            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(instance.requests()).hasSize(1);
            assertThat(instance.requests().getFirst().authorization()).isEqualTo("Bearer s3cret");
            assertThat(instance.requests().getFirst().uri()).startsWith("/decision/v1/standing?");
        }
    }

    @Test
    void withAUrlOnlyTheTokenThatIsGivenIsSent() throws IOException {
        try (var instance = FakeInstance.answering(200, NOTHING)) {
            instance.leaveTracesIn(data);

            Run.of("list", "--data", data.toString(), "--url", instance.url());
            Run.of("list", "--url", instance.url(), "--token-file", data + "/api-token");

            assertThat(instance.requests())
                    .extracting(FakeInstance.Request::authorization)
                    .containsExactly(null, "Bearer s3cret");
        }
    }

    @Test
    void withoutAnInstanceItSaysHowToStartOne() {
        var run = Run.of("list", "--data", data.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("no instance is running on the data directory '" + data + "'")
                .contains("popauth up")
                .contains("--url");
    }

    @Test
    void anInstanceThatEndedIsSaidToHaveEnded() throws IOException {
        Files.writeString(
                data.resolve("popauth.json"), "{\"url\":\"http://127.0.0.1:1\",\"pid\":999999999}");

        var run = Run.of("list", "--data", data.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("nothing answers at http://127.0.0.1:1")
                .contains("its process 999999999 has ended");
    }

    @Test
    void aFileThatIsNoJsonIsNamed() throws IOException {
        Files.writeString(data.resolve("popauth.json"), "{");

        assertThat(Run.of("list", "--data", data.toString()).err())
                .contains(data.resolve("popauth.json") + " is not JSON");
    }

    @Test
    void aTokenFileThatIsMissingOrNoTokenIsNamed() throws IOException {
        var bad = Files.writeString(data.resolve("bad"), "two words\n");

        assertThat(Run.of("list", "--url", "http://127.0.0.1:1", "--token-file", "/no/such").err())
                .contains("the token file /no/such does not exist");
        assertThat(Run.of("list", "--url", "http://127.0.0.1:1", "--token-file", "" + bad).err())
                .contains(bad + " does not hold a token");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, not the address of an instance",
        "ftp://127.0.0.1, not the address of an instance",
        "http://127.0.0.1:1, nothing answers at http://127.0.0.1:1",
    })
    void aUrlThatLeadsNowhereIsNamed(String url, String message) {
        var run = Run.of("list", "--url", url);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "401, '', wants a token; and no --token-file was given",
        "403, '{\"message\":\"no token file is configured\"}', no token file is configured",
        "404, '<html>', Is a decision-service of popAuth 4 at this address?",
        "400, '{\"error\":\"the limit is too high\"}', did not accept this (400): the limit is too high",
        "500, 'boom \u001b[2J', failed (500): boom ?[2J",
        "302, '', did not accept this (302)",
        "200, '<html>', answered something that is not JSON",
    })
    void anAnswerThatIsNoSuccessIsExplained(int status, String body, String message)
            throws IOException {
        try (var instance = FakeInstance.answering(status, body)) {
            var run = Run.of("list", "--url", instance.url());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains(message.replace(';', ','));
        }
    }

    @Test
    void aTokenThatIsNotAcceptedIsNamedByItsFile() throws IOException {
        try (var instance = FakeInstance.answering(401, "")) {
            var run = Run.of("list", "--data", instance.leaveTracesIn(data).toString());

            assertThat(run.err())
                    .contains("does not accept the token of " + data.resolve("api-token"))
                    .doesNotContain("s3cret");
        }
    }
}
