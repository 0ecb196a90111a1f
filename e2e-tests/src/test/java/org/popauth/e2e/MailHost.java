package org.popauth.e2e;

import static java.util.regex.Pattern.DOTALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.regex.Pattern;

/// A mail host of the laboratory, seen from within.
record MailHost(Laboratory laboratory, String name, String tableType) {

    private static final String DIRECTORY = "/var/lib/popauth/agent/";

    /// Runs a line of shell; it must succeed.
    String sh(String line) {
        var result = laboratory.on(name, "sh", "-c", line);
        assertThat(result.status()).as("%s on %s: %s", line, name, result.output()).isZero();
        return result.output();
    }

    /// What Postfix finds about this client in `rbl_cache`; empty for nothing.
    String rejected(MailClient client) {
        return lookUp("rbl_cache", client);
    }

    /// What Postfix finds about this client in `popauth_checks`; empty for nothing.
    String granted(MailClient client) {
        return lookUp("popauth_checks", client);
    }

    private String lookUp(String table, MailClient client) {
        var path = tableType + ":" + DIRECTORY + table;
        return laboratory.on(name, "postmap", "-q", client.address(), path).output().strip();
    }

    /// The agent's own log of its effects.
    String log() {
        return sh("cat " + DIRECTORY + "popauth.log");
    }

    /// How often its log tells that the agent did this to this client: `repaired DROP`.
    int told(String effect, MailClient client) {
        var text = " " + effect + " " + client.address() + " ";
        return (int) log().lines().filter(line -> line.contains(text)).count();
    }

    /// How often its log tells of a repair, whatever it was.
    int repairsTold() {
        return (int) log().lines().filter(line -> line.contains(" repaired ")).count();
    }

    /// How often the client's page tells of a repair on this host.
    int repairsOnPage(MailClient client) {
        var row = Pattern.compile(">" + name + "</th>(?:(?!</tr>).)*<td>repaired</td>", DOTALL);
        return (int) row.matcher(page("clients?client=" + client.address())).results().count();
    }

    /// What the page of the mail hosts says about this one.
    String problemsOnPage() {
        var row = Pattern.compile(">" + name + "</th>(?:(?!</tr>).)*</tr>", DOTALL);
        return row.matcher(page("hosts")).results().map(it -> it.group()).findFirst().orElse("");
    }

    private String page(String path) {
        var curl =
                "curl -s -u admin:$(cat /var/lib/popauth/admin-password)"
                        + " 'http://198.51.100.5:8080/%s'".formatted(path);
        return laboratory.on("central", "sh", "-c", curl).output();
    }

    void awaitRejected(MailClient client) {
        await(client.address() + " rejected by " + name)
                .atMost(MailClient.SOON)
                .untilAsserted(() -> assertThat(rejected(client)).startsWith("554 "));
    }

    void awaitGranted(MailClient client) {
        await(client.address() + " granted by " + name)
                .atMost(MailClient.SOON)
                .untilAsserted(() -> assertThat(granted(client)).startsWith("OK"));
    }
}
