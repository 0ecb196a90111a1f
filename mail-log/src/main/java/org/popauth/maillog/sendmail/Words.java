package org.popauth.maillog.sendmail;

import org.jspecify.annotations.Nullable;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Cursor;

/// Sendmail's words for the refusals that count. What its rules refuse for good in other words is
/// the operator's policy.
final class Words {

    private Words() {}

    /// The kind that the words at the cursor tell of; null if none.
    static @Nullable OffenceKind kind(Cursor cursor, boolean isFinal) {
        if (cursor.sees("Connection rate limit exceeded")
                || cursor.sees("Too many open connections")) {
            return OffenceKind.RATE_EXCEEDED;
        }
        if (!isFinal) {
            return null;
        }
        if (cursor.sees("Relaying denied") || cursor.sees("relaying denied")) {
            return OffenceKind.RELAY_DENIED;
        }
        if (cursor.sees("User unknown")
                || cursor.sees("No such user")
                || cursor.sees("Mailbox disabled for this recipient")) {
            return OffenceKind.RECIPIENT_UNKNOWN;
        }
        return cursor.sees("Your IP address has been blacklisted")
                ? OffenceKind.REFUSED_AGAIN
                : OffenceKind.CONTENT_REFUSED;
    }
}
