package org.popauth.maillog.postfix;

import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;

/// The end of a refusal: `; from=<S> to=<R> proto=P helo=<H>`, each part only once known, with
/// commas between them in postscreen's lines.
///
/// Sender and recipient may hold any text, also text of this form, so it is read from the right:
/// nothing that the client writes stands behind the last ` helo=<` and the protocol before it.
///
/// @param textTo where the server's reply ends
/// @param senderFrom where the sender begins, -1 if there is none
/// @param senderTo where it ends
/// @param recipientFrom where the recipient begins, -1 if there is none
/// @param recipientTo where it ends
/// @param heloFrom where the greeting begins, -1 if there is none
/// @param heloTo where it ends
/// @param userFrom where the name of a logged-in user begins, -1 if there is none
/// @param userTo where it ends
record Envelope(
        int textTo,
        int senderFrom,
        int senderTo,
        int recipientFrom,
        int recipientTo,
        int heloFrom,
        int heloTo,
        int userFrom,
        int userTo) {

    private static final String HELO = " helo=<";
    private static final String PROTOCOL = " proto=";
    private static final String RECIPIENT = " to=<";
    private static final String SENDER = "; from=<";
    private static final String USER = " sasl_username=";
    private static final String USER_END = " sasl_sender=";

    /// Reads what follows the reply that begins at the cursor; the cursor stays.
    static Envelope read(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int end = cursor.end();
        int helo = Bytes.lastIndexOf(bytes, from, end, HELO);
        int heloFrom = helo < 0 ? -1 : helo + HELO.length();
        int heloTo = helo < 0 ? -1 : closing(bytes, heloFrom, end);
        int protocol = protocol(bytes, from, helo < 0 ? end : withoutComma(bytes, helo));
        int user = Bytes.indexOf(bytes, Math.max(heloTo, protocol), end, USER);
        int userTo = user < 0 ? -1 : Bytes.indexOf(bytes, user, end, USER_END);
        int last = protocol < 0 ? (helo < 0 ? end : helo) : protocol;
        last = withoutComma(bytes, last);
        boolean closed = last > from && bytes[last - 1] == '>';
        int to = closed ? last - 1 : -1;
        int recipient = closed ? Bytes.lastIndexOf(bytes, from, to, RECIPIENT) : -1;
        int senderTo = recipient < 0 ? to : beforeRecipient(bytes, recipient);
        int sender = senderTo < 0 ? -1 : Bytes.lastIndexOf(bytes, from, senderTo, SENDER);
        return new Envelope(
                textTo(bytes, from, last, recipient, sender),
                sender < 0 ? -1 : sender + SENDER.length(),
                sender < 0 ? -1 : senderTo,
                recipient < 0 ? -1 : recipient + RECIPIENT.length(),
                recipient < 0 ? -1 : to,
                heloFrom,
                heloTo,
                user < 0 ? -1 : user + USER.length(),
                userTo < 0 ? end : userTo);
    }

    private static int closing(byte[] bytes, int from, int end) {
        int close = Bytes.indexOf(bytes, from, end, '>');
        return close < 0 ? end : close;
    }

    /// Where ` proto=SMTP` begins that ends at the place; -1 if it does not.
    private static int protocol(byte[] bytes, int from, int to) {
        int at = Math.clamp(to, from, bytes.length);
        while (at > from && Bytes.isLetterOrDigit(bytes[at - 1])) {
            at--;
        }
        int start = at - PROTOCOL.length();
        if (start >= from && Bytes.matches(bytes, start, to, PROTOCOL)) {
            return start;
        }
        int last = Bytes.lastIndexOf(bytes, from, to, PROTOCOL);
        return last >= 0 && isFollowedByUser(bytes, last, to) ? last : -1;
    }

    /// Without a greeting, `sasl_method=` follows the protocol at once.
    private static boolean isFollowedByUser(byte[] bytes, int protocol, int to) {
        int at = protocol + PROTOCOL.length();
        while (at < to && Bytes.isLetterOrDigit(bytes[at])) {
            at++;
        }
        return Bytes.matches(bytes, at, to, " sasl_method=");
    }

    private static int withoutComma(byte[] bytes, int at) {
        return at > 0 && bytes[at - 1] == ',' ? at - 1 : at;
    }

    private static int beforeRecipient(byte[] bytes, int recipient) {
        int at = withoutComma(bytes, recipient);
        return at > 0 && bytes[at - 1] == '>' ? at - 1 : -1;
    }

    private static int textTo(byte[] bytes, int from, int last, int recipient, int sender) {
        int to = sender >= 0 ? sender : recipient >= 0 ? recipient : last;
        return to > from && bytes[to - 1] == ';' ? to - 1 : to;
    }

    @Nullable String sender(Line line) {
        return senderFrom < 0 ? null : line.text(senderFrom, senderTo);
    }

    @Nullable String recipient(Line line) {
        return recipientFrom < 0 ? null : line.text(recipientFrom, recipientTo);
    }

    @Nullable String helo(Line line) {
        return heloFrom < 0 ? null : line.text(heloFrom, heloTo);
    }

    @Nullable String user(Line line) {
        return userFrom < 0 ? null : line.text(userFrom, userTo);
    }
}
