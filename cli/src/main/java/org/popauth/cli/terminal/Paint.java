package org.popauth.cli.terminal;

/// A colour, or none.
public enum Paint {
    /// What somebody may do.
    GOOD("32"),
    /// What counts against somebody.
    BAD("31"),
    /// What needs a look.
    ODD("33"),
    /// What is of no interest.
    DIM("2"),
    /// A heading.
    STRONG("1"),
    /// Everything else.
    PLAIN("");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    /// The text, in this colour if colours are wanted.
    public String on(String text, boolean colour) {
        return colour && !code.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
