package org.popauth.cli.explain;

import org.popauth.maillog.header.Header;

/// What a line looks like when all that changes from line to line is taken out: its program and the
/// fixed words of its message. Lines that a daemon writes for the same reason have the same shape.
///
/// Numbers become `N`, words that mix letters and digits (queue ids, sessions, addresses) `ID`, and
/// what stands in quotes or brackets `*`. It is printable ASCII, whatever the line holds.
final class Shape {

    private static final int CHARS_MAX = 100;
    private static final int BYTES_MAX = 512;

    private final StringBuilder shape = new StringBuilder(CHARS_MAX + 16);
    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    /// The shape of the line.
    String of(Explained line) {
        shape.setLength(0);
        var header = line.header();
        if (header == null) {
            moveTo(line.bytes(), line.from(), line.to());
        } else {
            program(header);
            moveTo(header.bytes(), header.messageFrom(), header.messageTo());
        }
        while (at < end && !isFull()) {
            next();
        }
        return shape.toString();
    }

    private void moveTo(byte[] in, int from, int to) {
        bytes = in;
        at = from;
        end = Math.min(to, from + BYTES_MAX);
    }

    private void program(Header<?> header) {
        byte[] program = header.programBytes();
        for (int i = header.programFrom(); i < header.programTo() && !isFull(); i++) {
            shape.append(printable(program[i]));
        }
        shape.append(": ");
    }

    private boolean isFull() {
        return shape.length() >= CHARS_MAX;
    }

    private void next() {
        char c = (char) (bytes[at] & 0xff);
        switch (c) {
            case '<' -> masked('<', '>');
            case '"' -> masked('"', '"');
            case '(' -> masked('(', ')');
            case '[' -> masked('[', ']');
            default -> {
                if (isOfWord(c)) {
                    word();
                } else {
                    shape.append(printable(bytes[at++]));
                }
            }
        }
    }

    private void masked(char open, char close) {
        int stop = at + 1;
        while (stop < end && bytes[stop] != close) {
            stop++;
        }
        shape.append(open);
        if (stop == end) {
            at++;
        } else {
            shape.append('*').append(close);
            at = stop + 1;
        }
    }

    private void word() {
        int from = at;
        boolean letters = false;
        boolean digits = false;
        boolean address = false;
        for (; at < end && isOfWord((char) (bytes[at] & 0xff)); at++) {
            byte b = bytes[at];
            digits |= b >= '0' && b <= '9';
            letters |= (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            address |= b == '@';
        }
        if (address) {
            shape.append("*@*");
        } else if (digits) {
            shape.append(letters ? "ID" : "N");
        } else {
            for (int i = from; i < at && !isFull(); i++) {
                shape.append((char) bytes[i]);
            }
        }
    }

    /// What a word is made of: also what joins the parts of addresses, names and numbers.
    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '@'
                || c == '.'
                || c == '_'
                || c == '-';
    }

    private static char printable(byte b) {
        return b >= ' ' && b < 0x7f ? (char) b : '?';
    }
}
