package org.popauth.enforcer.live;

import org.jspecify.annotations.Nullable;

/// What came of a request.
///
/// @param value what the table says; null when it says nothing
record Reply(Kind kind, @Nullable String value) {

    /// What kind of answer it was, for the metrics.
    enum Kind {
        /// The client may relay.
        GRANTED,
        /// The client is refused.
        REJECTED,
        /// The table says nothing about it.
        NOTHING,
        /// What is known is not complete, or too old: nothing is said.
        DOUBTFUL,
        /// It could not be read, or asks for something that is not here: nothing is said.
        MALFORMED
    }

    static final Reply NOTHING = new Reply(Kind.NOTHING, null);
    static final Reply DOUBTFUL = new Reply(Kind.DOUBTFUL, null);
    static final Reply MALFORMED = new Reply(Kind.MALFORMED, null);
}
