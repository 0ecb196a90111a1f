package org.popauth.maillog.patterns;

/// A pattern that must not be used.
final class BadExpression extends Exception {

    private static final long serialVersionUID = 1L;

    private final int offset;

    /// @param offset of the mistake in the pattern
    BadExpression(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    int offset() {
        return offset;
    }
}
