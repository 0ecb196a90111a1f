package org.popauth.cli.doctor.checks;

/// Whether a filter lets a line of facility mail and priority info pass.
enum Takes {
    YES,
    NO,
    /// That depends on more than facility and priority.
    MAYBE;

    Takes and(Takes other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES ? other : MAYBE;
    }

    Takes or(Takes other) {
        return not().and(other.not()).not();
    }

    Takes not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case MAYBE -> MAYBE;
        };
    }

    static Takes of(boolean takes) {
        return takes ? YES : NO;
    }
}
