package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Dovecot;
import org.popauth.cli.doctor.facts.Facts;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Firewall;
import org.popauth.cli.doctor.facts.Machine;
import org.popauth.cli.doctor.facts.Postfix;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.cli.doctor.facts.Syslog;

/// A mail host on which everything is right; a test changes what it is about.
final class HostOfTest {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String TABLES = "/var/lib/popauth/agent";

    private static final Map<String, String> MAIN_CF =
            Map.ofEntries(
                    Map.entry("mynetworks", "127.0.0.0/8 [::1]/128 192.0.2.0/24"),
                    Map.entry("queue_directory", "/var/spool/postfix"),
                    Map.entry("default_database_type", "hash"),
                    Map.entry("popauth_tables", "lmdb:" + TABLES),
                    Map.entry(
                            "smtpd_relay_restrictions",
                            "permit_mynetworks, permit_sasl_authenticated, check_client_access"
                                    + " $popauth_tables/popauth_checks, reject_unauth_destination"),
                    Map.entry(
                            "smtpd_client_restrictions",
                            "permit_mynetworks, check_client_access $popauth_tables/popauth_checks,"
                                    + " check_client_access $popauth_tables/rbl_cache,"
                                    + " reject_rbl_client zen.example.net"),
                    Map.entry(
                            "default_rbl_reply",
                            "$rbl_code Service unavailable; $rbl_class [$rbl_what] blocked using"
                                    + " $rbl_domain${rbl_reason?; $rbl_reason}"),
                    Map.entry("smtpd_delay_reject", "yes"),
                    Map.entry("soft_bounce", "no"),
                    Map.entry("unknown_local_recipient_reject_code", "550"),
                    Map.entry("relay_domains_reject_code", "554"),
                    Map.entry("access_map_reject_code", "554"),
                    Map.entry("smtpd_policy_service_default_action", "451 4.3.5 Server problem"),
                    Map.entry("syslog_facility", "mail"));

    final Map<String, String> mainCf = new HashMap<>(MAIN_CF);
    final List<Postfix.MasterLine> masterCf = new ArrayList<>();
    final List<String> complaints = new ArrayList<>();
    final Map<String, Seen<String>> tables =
            new LinkedHashMap<>(
                    Map.of(
                            "lmdb:" + TABLES + "/popauth_checks", Seen.found(""),
                            "lmdb:" + TABLES + "/rbl_cache", Seen.found("")));
    final Map<String, String> dovecot =
            new HashMap<>(
                    Map.of(
                            "login_log_format_elements", "user=<%u> rip=%r session=<%{session}>",
                            "auth_verbose", "yes",
                            "protocols", "imap pop3",
                            "log_path", "syslog",
                            "syslog_facility", "mail"));
    final Map<String, String> agent =
            new HashMap<>(
                    Map.of(
                            "kafka.bootstrap.servers", "127.0.0.1:9092",
                            "agent.firewall.backend", "nftables"));
    final List<FileFact> files = new ArrayList<>();
    final Map<String, Seen<List<String>>> keys = new LinkedHashMap<>();
    final List<Agent.Contact> live = new ArrayList<>();
    final List<Agent.Contact> brokers = new ArrayList<>();
    final List<FileFact> logs = new ArrayList<>();
    String version = "3.7.11";
    Seen<Boolean> clock = Seen.found(true);
    long bytesFree = 10_000_000_000L;
    boolean postfixIsThere = true;
    Seen<String> dovecotSays = Seen.found("");
    String dovecotVersion = "2.3.19";
    boolean dovecotIncludes = true;
    Seen<String> rsyslogConf = Seen.found("mail.*  -/var/log/mail.log\n");
    Seen<String> rsyslogSays = Seen.found("");
    Seen<Syslog.NgConfig> syslogNg = Seen.missing("syslog-ng is not installed");
    Set<String> daemons = Set.of("rsyslogd");
    Seen<Set<String>> groups = Seen.found(Set.of("popauth", "adm"));
    Set<String> programs = Set.of("nft");
    Seen<Set<String>> managers = Seen.found(Set.of());
    Seen<String> table =
            Seen.found("chain input { type filter hook input priority -10; ... counter drop }");
    Seen<List<String>> inputChain = Seen.missing("iptables is not installed");
    Seen<List<String>> inputChain6 = Seen.missing("ip6tables is not installed");
    Seen<String> rule = Seen.found("");
    Seen<String> rule6 = Seen.found("");
    Seen<String> nftablesConf = Seen.missing("there is no /etc/nftables.conf");
    boolean agentHasSettings = true;
    Seen<String> settingsUnread = Seen.found("");
    Seen<String> unit = Seen.found("active");
    Seen<Agent.Environment> environment =
            Seen.found(new Agent.Environment(Optional.empty(), Set.of()));
    Seen<Agent.Restore> restore = Seen.found(new Agent.Restore(true, true, true));
    Seen<Agent.BrokerClock> brokerClock =
            Seen.found(new Agent.BrokerClock(Duration.ofMillis(3), Duration.ofMillis(2)));
    Seen<Long> capabilities = Seen.found(1L << 12);
    Seen<Agent.Health> health = Seen.found(new Agent.Health(true, ""));

    HostOfTest() {
        files.add(file(TABLES, FileFact.Kind.DIRECTORY, 0755));
        files.add(file(TABLES + "/popauth_checks.lmdb", FileFact.Kind.FILE, 0644));
        files.add(file(TABLES + "/rbl_cache.lmdb", FileFact.Kind.FILE, 0644));
        keys.put("lmdb:" + TABLES + "/popauth_checks", Seen.found(List.of()));
        brokers.add(new Agent.Contact("127.0.0.1:9092", true, "a Kafka broker answers"));
        logs.add(log(0640, true));
        masterCf.add(new Postfix.MasterLine("smtp", "inet", false, "smtpd", Map.of()));
    }

    static FileFact file(String path, FileFact.Kind kind, int mode) {
        return new FileFact(path, kind, "popauth", "popauth", mode, NOW.minusSeconds(60), true);
    }

    static FileFact log(int mode, boolean readable) {
        return new FileFact(
                "/var/log/mail.log",
                FileFact.Kind.FILE,
                "root",
                "adm",
                mode,
                NOW.minusSeconds(60),
                readable);
    }

    Agent agent() {
        return new Agent(
                "/etc/popauth/agent.properties",
                agentHasSettings
                        ? settingsUnread.then(_ -> Seen.found(Map.copyOf(agent)))
                        : Seen.missing("there is no /etc/popauth/agent.properties"),
                environment,
                unit,
                restore,
                capabilities,
                health,
                List.copyOf(files),
                keys,
                Optional.of(NOW),
                live,
                brokers,
                brokerClock);
    }

    Postfix postfix() {
        return new Postfix(
                version,
                "/etc/postfix",
                mainCf,
                Set.of("lmdb", "hash", "cdb", "socketmap"),
                masterCf,
                complaints,
                tables);
    }

    Facts facts() {
        return new Facts(
                new Machine(
                        "mx1",
                        clock,
                        NOW,
                        List.of(new Machine.Disk("Postfix's queue", "/var", bytesFree))),
                postfixIsThere ? Seen.found(postfix()) : Seen.missing("postconf is not installed"),
                dovecotSays.map(
                        it ->
                                new Dovecot(
                                        dovecotVersion,
                                        "/etc/dovecot/dovecot.conf",
                                        dovecotIncludes,
                                        dovecot,
                                        it)),
                new Syslog(
                        daemons,
                        rsyslogConf.map(
                                it -> List.of(new Syslog.ConfigFile("/etc/rsyslog.conf", it))),
                        rsyslogSays,
                        syslogNg,
                        logs,
                        "popauth",
                        groups),
                new Firewall(
                        programs,
                        managers,
                        table,
                        inputChain,
                        inputChain6,
                        rule,
                        rule6,
                        nftablesConf),
                agent());
    }

    List<Finding> findings() {
        return Checks.of(facts());
    }

    /// The worst finding of a check.
    Finding finding(Area area, String check) {
        var found =
                findings().stream()
                        .filter(it -> it.area() == area && it.check().equals(check))
                        .max(java.util.Comparator.comparing(Finding::verdict));
        assertThat(found).as("%s %s", area, check).isPresent();
        return found.orElseThrow();
    }
}
