package org.popauth.maillog.bytes;

/// A place in the bytes of a line that moves from right to left: for daemons that print the address
/// behind what the client wrote.
///
/// What does not end at the place is not skipped, and the place stays where it is.
public final class Tail {

    private final byte[] bytes;
    private final int from;
    private int at;

    /// The range's end; nothing before its beginning is looked at.
    public Tail(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.at = to;
    }

    /// What is left under the cursor.
    public static Tail of(Cursor cursor) {
        return new Tail(cursor.bytes(), cursor.at(), cursor.end());
    }

    /// Where it is: behind the last byte that has not been skipped.
    public int at() {
        return at;
    }

    /// Skips the ASCII text if it ends here.
    public boolean skip(String text) {
        int start = at - text.length();
        if (start < from || !Bytes.matches(bytes, start, at, text)) {
            return false;
        }
        at = start;
        return true;
    }

    /// Skips blanks.
    public void skipBlanks() {
        while (at > from && bytes[at - 1] == ' ') {
            at--;
        }
    }

    /// Skips a decimal number; false if there is none.
    public boolean skipNumber() {
        int start = at;
        while (at > from && Bytes.isDigit(bytes[at - 1])) {
            at--;
        }
        return at < start;
    }

    /// Skips back to the byte, which is not skipped; false if it is not there.
    public boolean skipTo(char wanted) {
        for (int i = at; i > from; i--) {
            if (bytes[i - 1] == wanted) {
                at = i;
                return true;
            }
        }
        return false;
    }

    /// Skips the last word, which may be empty.
    public void skipWord() {
        while (at > from && bytes[at - 1] != ' ') {
            at--;
        }
    }

    /// Skips a name that a name service may give, which may be empty: letters, digits, `.`, `-`,
    /// `_`, `:`.
    public void skipHostName() {
        while (at > from && Bytes.isHostNameByte(bytes[at - 1])) {
            at--;
        }
    }
}
