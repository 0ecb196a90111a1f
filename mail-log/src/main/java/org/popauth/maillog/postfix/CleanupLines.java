package org.popauth.maillog.postfix;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.ProgramReader;

/// Lines of cleanup, which refuses whole messages: on behalf of a milter, or by header and body
/// checks. Each such line is another message.
final class CleanupLines implements ProgramReader {

    private static final String SENDER = "; from=<";
    private static final String ORIGIN = " from ";

    private final Rejections rejections;

    CleanupLines(Rejections rejections) {
        this.rejections = rejections;
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (!QueueId.skip(cursor)) {
            return HARMLESS;
        }
        if (cursor.skip("milter-reject: ")) {
            return rejections.readMilterReject(line, cursor);
        }
        return cursor.skip("reject: ") ? checked(line, cursor) : HARMLESS;
    }

    /// `header CONTENT from name[address]; from=<…> to=<…> proto=… helo=<…>: reason`.
    ///
    /// The content is the client's and stands first, and the sender is the client's and follows. So
    /// the line is only believed when there is no more than one place that can be the end of the
    /// content.
    private static Outcome checked(Line line, Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int contentFrom = cursor.at();
        int end = cursor.end();
        int sender = Bytes.indexOf(bytes, contentFrom, end, SENDER);
        if (sender < 0 || Bytes.indexOf(bytes, sender + 1, end, SENDER) >= 0) {
            return HARMLESS;
        }
        int origin = endOfWordBefore(bytes, contentFrom, sender);
        if (!Bytes.matches(bytes, origin - ORIGIN.length(), end, ORIGIN)) {
            return HARMLESS;
        }
        cursor.moveTo(origin);
        var peer = Peer.read(cursor);
        if (peer == null || peer.to() != sender || isDeferred(cursor)) {
            return HARMLESS;
        }
        var address = peer.address();
        if (address == null) {
            return HARMLESS;
        }
        var details = Details.ofText(line.text(contentFrom, end));
        return line.offence(OffenceKind.CONTENT_REFUSED, address, details);
    }

    private static int endOfWordBefore(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && bytes[at - 1] != ' ') {
            at--;
        }
        return at;
    }

    /// True when the operator's reason begins with `4.`.
    private static boolean isDeferred(Cursor cursor) {
        int reason = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), cursor.end(), ">: ");
        return reason >= 0 && Bytes.matches(cursor.bytes(), reason + 3, cursor.end(), "4.");
    }
}
