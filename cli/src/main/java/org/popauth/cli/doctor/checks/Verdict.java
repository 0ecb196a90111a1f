package org.popauth.cli.doctor.checks;

/// What a check came to, best first.
public enum Verdict {
    /// As it should be.
    ok("right"),
    /// Does not matter here; the finding says why.
    skipped("not used"),
    /// Works, but not as well as it could, or not safely.
    warning("look at"),
    /// Could not be looked at; the finding says why. Never counted as right.
    unknown("unread"),
    /// Does not work, or is dangerous.
    wrong("wrong");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /// As people are told.
    public String word() {
        return word;
    }
}
