package org.popauth.maillog;

import org.popauth.events.MailEvent;

/// What became of one line.
public sealed interface Reading {

    /// The line says something about a client.
    record Recognised(MailEvent event) implements Reading {}

    /// The line was read and says nothing that counts, for one of a few reasons.
    enum Ignored implements Reading {
        /// No parser knows the program.
        NOT_A_MAIL_DAEMON("not written by a mail daemon that is understood"),
        /// The daemon reports nothing that is for or against a client.
        HARMLESS("says nothing for or against a client"),
        /// The server's own trouble: configuration, name service, overload, authentication server.
        OWN_FAULT("our own server's trouble, nobody's offence"),
        /// An RBL lists a name that the client used, which says nothing about its address.
        NAME_LISTED("an RBL lists a name or an address of mail, not the client's address"),
        /// The same was counted before in the same connection.
        REPEATED("counted already in this connection"),
        /// A later line will say what this one is about.
        FIRST_HALF("first of two lines; what it means depends on the next one"),
        /// Operators' patterns can read it in two ways.
        AMBIGUOUS("a pattern can read it in two ways, so nobody is accused or let in"),
        /// There is nothing on the line.
        BLANK("an empty line");

        private final String sentence;

        Ignored(String sentence) {
            this.sentence = sentence;
        }

        /// Why it was ignored, for people.
        public String sentence() {
            return sentence;
        }
    }

    /// The line does not have the form that it should have.
    ///
    /// @param reason what is wrong with it, in the parser's words; never text from the line
    record Unparsable(String reason) implements Reading {}
}
