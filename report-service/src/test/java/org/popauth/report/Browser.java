package org.popauth.report;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Somebody who is logged in, looks at pages and sends their forms.
record Browser(String user, String password) {

    static final Browser ALICE = new Browser("alice", "alice secret");
    static final Browser VICTOR = new Browser("victor", "victor secret");

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" value=\"([^\"]+)\"");

    RequestSpecification request() {
        return given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .auth()
                .preemptive()
                .basic(user, password);
    }

    String page(String path) {
        return request().get(path).then().statusCode(200).extract().asString();
    }

    /// The page as soon as it is as it should be; what is on the way arrives within seconds.
    String pageWhen(String path, Predicate<String> asItShouldBe) {
        return await(path)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> page(path), asItShouldBe);
    }

    /// Sends a form as a browser does that has just shown the page.
    Response post(String path, Map<String, String> fields) {
        var shown = ALICE.request().get("/clients?client=192.0.2.77");
        var token = TOKEN.matcher(shown.asString());
        if (!token.find()) {
            throw new IllegalStateException("no form on the page");
        }
        return request()
                .urlEncodingEnabled(true)
                .cookie("csrf-token", shown.cookie("csrf-token"))
                .formParam("csrf-token", token.group(1))
                .formParams(fields)
                .post(path);
    }
}
