package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;

/// Whoever logs in to web pages chooses his name and the headers of his request; no pieces of lines
/// in there have anybody else accused, or anybody logged in.
class HostileHeadersTest {

    private static final Address CLIENT = Address.parse("192.0.2.10");

    /// Refused log-ins, with `{user}` for the user and `{header}` for what a header says.
    private static final List<String> REFUSALS =
            List.of(
                    "mx1 roundcube: IMAP Error: Login failed for {user} from"
                            + " 192.0.2.10(X-Forwarded-For: {header}). LOGIN: no in /x.php on line 1",
                    "mx1 roundcube: IMAP Error: Login failed for {user} from"
                            + " unix:(X-Forwarded-For: {header}, 192.0.2.10). LOGIN: {user} in /x.php",
                    "mx1 roundcube: <a> Failed login for {user} from 192.0.2.10(X-Real-IP: {header})"
                            + " in session x (error: 0)",
                    "mx1 sogod: SOGoRootPage Login from '{header}, 192.0.2.10' for user '{user}'"
                            + " might not have worked - password policy: 65535",
                    "mx1 sogod: SOGoRootPage Login from '{header}, 10.0.0.7' for user '{user}'"
                            + " might not have worked - password policy: 65535",
                    "mx1 HORDE: [imp] FAILED LOGIN for {user} [192.0.2.10] (forwarded for"
                            + " [{header}]) to {imap.example.org:143 [imap]} [pid 1 on line 1 of \"x\"]",
                    "mx1 HORDE: [imp] FAILED LOGIN for {user} (192.0.2.10) (forwarded for"
                            + " [{header}]) to {imap://imap.example.org/} [pid 1 on line 1 of \"x\"]",
                    "mx1 squirrelmail: [LOGIN_ERROR] {user} ({header}) from 192.0.2.10: Unknown user"
                            + " or password incorrect.",
                    "mx1 snappymail: Auth failed: ip=192.0.2.10 user={user}",
                    "mx1 modoboa.auth: WARNING Failed connection attempt from '192.0.2.10' as user"
                            + " '{user}'",
                    "mx1 zimbra: INFO  [qtp815-80:https://m/service/soap/] [oip=192.0.2.10;ua={header};]"
                            + " SoapEngine - handler exception: authentication failed for [{user}], x");

    private static final List<String> PIECES =
            List.of(
                    "x",
                    "198.51.100.9",
                    "192.0.2.10",
                    " from ",
                    ". LOGIN: ",
                    " in session y (error: 0)",
                    "(X-Forwarded-For: ",
                    ", ",
                    "' for user '",
                    "' might not have worked",
                    " [",
                    "]",
                    " (",
                    ")",
                    "])",
                    " (forwarded for [",
                    " to {y}",
                    ": Unknown user or password incorrect.",
                    "; ",
                    "] [oip=198.51.100.9;",
                    "] SoapEngine - handler exception: authentication failed for [z]");

    @Provide
    Arbitrary<String> refusals() {
        return Arbitraries.of(REFUSALS);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(7).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 60_000)
    void nobodyElseIsAccused(
            @ForAll("refusals") String refusal,
            @ForAll("texts") String user,
            @ForAll("texts") String header) {
        // Given
        var line = "Nov 23 06:52:57 " + refusal.replace("{user}", user).replace("{header}", header);

        // When
        var reading = new SampleLog().read(line);

        // Then
        if (reading instanceof Reading.Recognised said) {
            assertThat(said.event()).as(line).isInstanceOf(MailEvent.LoginFailed.class);
            assertThat(said.event().address()).as(line).isEqualTo(CLIENT);
        }
    }
}
