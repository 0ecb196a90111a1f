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
    /// Whom a line is about.
    CLIENT("36"),
    /// By which name that one logs in.
    USER("35"),
    /// What that one said of itself and of others.
    SAID("33"),
    /// What the daemon says by itself.
    OWN("34"),
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
