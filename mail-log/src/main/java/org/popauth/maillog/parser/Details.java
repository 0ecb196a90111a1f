package org.popauth.maillog.parser;

import org.jspecify.annotations.Nullable;

/// What a line says about an offence, beside who did what. All of it is null when it does not say.
///
/// @param stage the SMTP stage
/// @param code the reply code, with the enhanced status code if there is one
/// @param sender the envelope sender
/// @param recipient the envelope recipient
/// @param helo the name that the client greeted with
/// @param zone the RBL
/// @param text the reply in the server's words
/// @param user the log-in name
public record Details(
        @Nullable String stage,
        @Nullable String code,
        @Nullable String sender,
        @Nullable String recipient,
        @Nullable String helo,
        @Nullable String zone,
        @Nullable String text,
        @Nullable String user) {

    /// Details of a line that says nothing but a text.
    public static Details ofText(String text) {
        return new Details(null, null, null, null, null, null, text, null);
    }

    /// Details of a line that says at what stage, and a text.
    public static Details ofStage(String stage, String text) {
        return new Details(stage, null, null, null, null, null, text, null);
    }
}
