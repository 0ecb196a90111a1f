package org.popauth.maillog.patterns;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Makes the event that a line tells of.
final class Told {

    private Told() {}

    /// @param said by the line and the first line before it
    /// @param first what that first line said; null if there is none
    static Outcome event(Line line, Said said, @Nullable Said first) {
        var address = said.address();
        if (address == null) {
            return HARMLESS;
        }
        var user = said.text(Group.USER);
        var service = service(said, first);
        var session = said.text(Group.SESSION);
        return switch (said.entry().says()) {
            case LOGIN_SUCCEEDED -> line.loginSucceeded(address, user, service, session);
            case LOGIN_FAILED ->
                    line.loginFailed(address, user, service, said.text(Group.REASON), 1);
            case LOGGED_OUT -> line.loggedOut(address, user, service, session);
            case OFFENCE ->
                    line.offence(
                            Objects.requireNonNull(said.entry().kind()), address, details(said));
            case FIRST_LINE, LAST_LINE -> HARMLESS;
        };
    }

    private static String service(Said said, @Nullable Said first) {
        var text = said.text(Group.SERVICE);
        if (text == null) {
            text = said.entry().service();
        }
        if (text == null && first != null) {
            text = first.entry().service();
        }
        return text == null ? "" : text;
    }

    private static Details details(Said said) {
        return new Details(
                said.text(Group.STAGE),
                said.text(Group.CODE),
                said.text(Group.SENDER),
                said.text(Group.RECIPIENT),
                said.text(Group.HELO),
                said.text(Group.ZONE),
                said.text(Group.TEXT),
                said.text(Group.USER));
    }
}
