package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RestrictionsTest {

    private static Restrictions parse(String raw, Map<String, String> parameters) {
        return Restrictions.parse(raw, it -> parameters.getOrDefault(it, ""));
    }

    private static Restrictions parse(String raw) {
        return parse(raw, Map.of());
    }

    @Test
    void commasAndSpacesPartRestrictionsFromEachOtherAndNotFromTheirArguments() {
        var list = parse("permit_mynetworks,check_client_access  hash:/a , sleep 1\n  reject");

        assertThat(list.all())
                .containsExactly(
                        new Restriction("permit_mynetworks", ""),
                        new Restriction("check_client_access", "hash:/a"),
                        new Restriction("sleep", "1"),
                        new Restriction("reject", ""));
    }

    @Test
    void bracesHoldTogether() {
        var list = parse("check_policy_service { unix:popauth/policy, default_action=DUNNO }");

        assertThat(list.all()).hasSize(1);
        assertThat(list.all().getFirst().endpoint()).isEqualTo("unix:popauth/policy");
    }

    @Test
    void namesAreReplacedAndWhatTheyMeanIsRead() {
        var list =
                parse(
                        "$mine, ${more}, $(last)",
                        Map.of(
                                "mine", "check_client_access $tables/a",
                                "tables", "lmdb:/x",
                                "more", "permit_mynetworks, reject_rbl_client zen.example.net",
                                "last", "reject"));

        assertThat(list.items()).hasSize(3);
        assertThat(list.all())
                .extracting(Restriction::toString)
                .containsExactly(
                        "check_client_access lmdb:/x/a",
                        "permit_mynetworks",
                        "reject_rbl_client zen.example.net",
                        "reject");
    }

    @Test
    void aNameThatMeansItselfEnds() {
        assertThat(parse("$a", Map.of("a", "$a $a")).items()).hasSize(1);
    }

    @Test
    void whatOnlyWarnsIsNoRefusal() {
        var list = parse("warn_if_reject reject_rbl_client zen.example.net, permit");

        assertThat(list.has(Restriction::asksAnRbl)).isFalse();
        assertThat(list.all()).hasSize(2);
    }

    @Test
    void anEntryIsPutBeforeTheFirstOfAKindElseAtTheEnd() {
        var list = parse("permit_mynetworks, reject");

        assertThat(list.before(Restriction::endsRelaying, "sleep 1").value())
                .isEqualTo("permit_mynetworks, sleep 1, reject");
        assertThat(list.before(Restriction::asksAnRbl, "sleep 1").value())
                .isEqualTo("permit_mynetworks, reject, sleep 1");
    }

    @Test
    void linesAreWrittenAsMainCfTakesThem() {
        assertThat(parse("permit_mynetworks reject").lines("smtpd_relay_restrictions"))
                .containsExactly(
                        "smtpd_relay_restrictions =", "    permit_mynetworks,", "    reject");
    }
}
