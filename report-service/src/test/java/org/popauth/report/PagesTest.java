package org.popauth.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Enforcement;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;
import org.popauth.events.OperatorOrder;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;

@QuarkusTest
@WithTestResource(KafkaResource.class)
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "datasource", value = "report"))
class PagesTest {

    private static final String HOSTILE =
            "<script>alert('x')</script>\"><img src=x>\u202Egnp.\u0007";
    private static final Instant NOW = Instant.now();

    private static boolean seeded;

    @BeforeEach
    void seed() {
        if (seeded) {
            return;
        }
        var data = new SampleData(NOW);
        try (var topics = new Topicals()) {
            topics.seed(data);
            topics.send(data.logIn(NOW, "198.51.100.66", HOSTILE));
            topics.send(data.offence(NOW, "203.0.113.66", OffenceKind.HELO_FORGED, HOSTILE));
            topics.send(hostile(Measure.RELAY, "198.51.100.66", 1001));
            topics.send(hostile(Measure.REJECT, "203.0.113.66", 1002));
            topics.send(hostile(Measure.DROP, "203.0.113.66", 1003));
            topics.send(data.state(SampleData.MX1, 1, List.of(HOSTILE)));
            topics.send(
                    new Enforcement.Enforced(
                            SampleData.MX1,
                            NOW,
                            Measure.DROP,
                            Client.parse("203.0.113.66"),
                            1003,
                            Enforcement.Outcome.FAILED,
                            "nftables",
                            null,
                            HOSTILE));
            topics.send(
                    new OperatorOrder.Ban(
                            java.util.UUID.randomUUID(),
                            NOW,
                            HOSTILE,
                            HOSTILE,
                            Client.parse("203.0.113.66"),
                            Measure.DROP,
                            null));
        }
        Browser.ALICE.pageWhen("/audit", page -> page.contains("&lt;script"));
        Browser.ALICE.pageWhen("/hosts", page -> page.contains("&lt;script"));
        Browser.ALICE.pageWhen("/null-routes", page -> page.contains("203.0.113.66"));
        Browser.ALICE.pageWhen(
                "/clients?client=203.0.113.66", page -> page.contains("helo-forged"));
        seeded = true;
    }

    private static Decision hostile(Measure measure, String client, long revision) {
        var parsed = Client.parse(client);
        return new Decision.Made(
                measure,
                parsed,
                List.of(parsed.network().address()),
                revision,
                NOW,
                NOW,
                NOW.plusSeconds(3600),
                false,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                List.of(),
                null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/authentications",
                "/offenders",
                "/rbl-cache",
                "/null-routes",
                "/hosts",
                "/clients",
                "/clients?client=203.0.113.66",
                "/clients?client=198.51.100.66",
                "/clients?client=%3Cscript%3E",
                "/rbl-cache?q=%3Cscript%3E&sort=-%3Cscript%3E&page=99999999&simulated=%3Cb%3E",
                "/offenders?q=203.0.113.66&kind=%22%3E%3Cscript%3E&within=%3Cscript%3E",
                "/offenders?kind=helo-forged&within=day&sort=-offences",
                "/audit?done=%3Cscript%3E",
                "/audit"
            })
    void everyPageIsSoundAndTakesNothingFromTheLogForMarkup(String path) {
        // When
        var answer = Browser.ALICE.request().get(path).then().statusCode(200).extract();
        var page = answer.asString();

        // Then
        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("\u202E")
                .doesNotContain("\u0007");
        assertStructure(page);
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .contains("form-action 'self'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Set-Cookie")).contains("SameSite=Strict").contains("HTTPOnly");
    }

    private static void assertStructure(String page) {
        assertThat(page).startsWith("<!DOCTYPE html>").contains("<html lang=\"en\">");
        assertThat(page).containsOnlyOnce("<h1>").containsOnlyOnce("<main id=\"main\"");
        assertThat(page).containsPattern("<title>[^<]+ · popAuth</title>");
        assertThat(page).contains("<a class=\"skip\" href=\"#main\">");
        assertThat(page).doesNotContainPattern("<th(?! scope=)[ >]");
        assertThat(count(page, "<table>")).isEqualTo(count(page, "<caption>"));
        var ids = Pattern.compile(" id=\"([^\"]+)\"").matcher(page).results().toList();
        assertThat(ids.stream().map(id -> id.group(1))).doesNotHaveDuplicates();
        for (var input :
                Pattern.compile(
                                "<(?:input type=\"(?:text|search|checkbox)\"|select) id=\"([^\"]+)\"")
                        .matcher(page)
                        .results()
                        .toList()) {
            assertThat(page).contains("<label for=\"" + input.group(1) + "\">");
        }
        for (var tag : List.of("div", "section", "table", "form", "details", "ul", "a", "td")) {
            assertThat(count(page, "<" + tag + "[ >]")).isEqualTo(count(page, "</" + tag + ">"));
        }
    }

    private static long count(String page, String pattern) {
        return Pattern.compile(pattern).matcher(page).results().count();
    }

    @Test
    void theOverviewCountsWhatStandsAndShowsTheLastDay() {
        assertThat(Browser.ALICE.page("/"))
                .containsPattern("<strong>[1-9][0-9]*</strong> granted")
                .containsPattern("<strong>[1-9][0-9]*</strong> rejected")
                .containsPattern("<strong>[1-9][0-9]*</strong> dropped")
                .contains("mx2.example.org")
                .contains("91.6 %")
                .contains("rbl-listed");
    }

    @Test
    void aClientsPageSaysWhatStandsAndShowsTheLines() {
        assertThat(Browser.ALICE.page("/clients?client=203.0.113.3"))
                .contains("Client 203.0.113.3")
                .contains("listed by rbl.example.net, 3 times in an hour")
                .contains("Because of these lines")
                .contains("554 5.7.1 Service unavailable")
                .contains("mx1.example.org")
                .contains("6.3 ms");
    }

    @Test
    void aDecisionAboutANetworkSaysHowManyOfItsAddressesWereSeen() {
        // Given
        var data = new SampleData(NOW);

        // When
        try (var topics = new Topicals()) {
            topics.send(data.madeForNetwork("2001:db8:7::/64", 2001, "2001:db8:7::1"));
            topics.send(
                    data.madeForNetwork("2001:db8:7::/64", 2002, "2001:db8:7::1", "2001:db8:7::2"));
        }

        // Then
        Browser.ALICE.pageWhen(
                "/clients?client=2001:db8:7::1",
                page ->
                        page.contains("3 times in an hour (1 of its addresses seen)</td>")
                                && page.contains("(2 of its addresses seen)</td>"));
        assertThat(Browser.ALICE.page("/clients?client=203.0.113.3"))
                .doesNotContain("of its addresses seen");
    }

    @Test
    void whatIsDecidedAnewStandsSinceItBegan() {
        // Given
        var first =
                new SampleData(NOW).made(Measure.REJECT, "203.0.113.120", 500, "rbl-listed", null);
        var again =
                new Decision.Made(
                        first.measure(),
                        first.client(),
                        first.addresses(),
                        first.revision() + 1,
                        NOW,
                        first.from(),
                        NOW.plusSeconds(90_000),
                        false,
                        first.rule(),
                        "decided anew",
                        first.reply(),
                        null,
                        "popauth",
                        List.of(),
                        null);

        // When
        try (var topics = new Topicals()) {
            topics.send(first);
            topics.send(again);
        }

        // Then
        assertThat(
                        Browser.ALICE.pageWhen(
                                "/rbl-cache?format=json&sort=since&q=203.0.113.120",
                                json -> json.contains("decided anew")))
                .contains("\"since\":\"" + first.from() + "\"");
    }

    @Test
    void anExactAddressOfIpv6LeadsToItsNetwork() {
        assertThat(Browser.ALICE.page("/clients?client=2001:db8:1:2::7"))
                .contains("<h1>Client 2001:db8:1:2::/64</h1>")
                .contains("2001:db8:1:2::7");
    }

    @Test
    void aListIsSearchedByTextAndByNetwork() {
        assertThat(Browser.ALICE.page("/rbl-cache?q=2001:db8::/32"))
                .contains("2001:db8:1:2::/64")
                .doesNotContain("203.0.113.3<");
        assertThat(Browser.ALICE.page("/rbl-cache?q=nothing%25_")).contains("Nothing stands.");
    }

    @Test
    void aListIsSortedByItsHeadings() {
        assertThat(Browser.ALICE.page("/rbl-cache?sort=-client"))
                .contains("aria-sort=\"descending\"")
                .contains("href=\"/rbl-cache?sort=client\"");
    }

    @Test
    void aListIsExported() {
        // When
        var csv = Browser.ALICE.page("/rbl-cache?format=csv&q=203.0.113.3");
        var json = Browser.ALICE.page("/rbl-cache?format=json&q=203.0.113.3");

        // Then
        assertThat(csv).startsWith("measure,client,since,until,rule,reason").contains("REJECT,203");
        assertThat(json).contains("\"total\":1").contains("\"client\":\"203.0.113.3\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/authentications",
                "/offenders",
                "/rbl-cache",
                "/null-routes",
                "/hosts",
                "/clients",
                "/audit"
            })
    void nobodySeesAPageWithoutLoggingIn(String path) {
        given().get(path)
                .then()
                .statusCode(401)
                .header(
                        "WWW-Authenticate",
                        org.hamcrest.Matchers.equalToIgnoringCase("Basic realm=\"popAuth\""));
        given().auth().preemptive().basic("victor", "wrong").get(path).then().statusCode(401);
    }

    @Test
    void aViewerSeesNoForms() {
        assertThat(Browser.VICTOR.page("/clients?client=203.0.113.3"))
                .contains("Because of these lines")
                .doesNotContain("method=\"post\"");
        assertThat(Browser.VICTOR.page("/rbl-cache")).doesNotContain("method=\"post\"");
    }

    @Test
    void healthAndMetricsNeedNoLogIn() {
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(given().get("/q/metrics").then().statusCode(200).extract().asString())
                .contains("popauth_report_records_total");
    }
}
