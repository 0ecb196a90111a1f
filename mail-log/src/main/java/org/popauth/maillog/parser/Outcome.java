package org.popauth.maillog.parser;

import org.popauth.events.MailEvent;

/// What a parser makes of a line that its daemon wrote.
public sealed interface Outcome {

    /// It says something about a client.
    record Event(MailEvent event) implements Outcome {}

    /// It says nothing that counts.
    enum Nothing implements Outcome {
        /// Neither for nor against a client.
        HARMLESS,
        /// The server's own trouble.
        OWN_FAULT,
        /// An RBL lists a name, not the client's address.
        NAME_LISTED,
        /// Counted before in the same connection.
        REPEATED,
        /// A later line will say what this one is about.
        FIRST_HALF,
        /// It can be read in two ways, by an operator's pattern.
        AMBIGUOUS
    }

    /// It does not have the form that the daemon gives it.
    ///
    /// @param reason what is wrong; never text from the line
    record Unparsable(String reason) implements Outcome {}
}
