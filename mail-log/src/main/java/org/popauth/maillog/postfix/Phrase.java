package org.popauth.maillog.postfix;

import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Bytes;

/// The words with which Postfix says what it refuses, after the thing itself: `<x@y>: Relay access
/// denied`.
enum Phrase {
    CLIENT("Client host rejected: "),
    REVERSE_NAME("Unverified Client host rejected: "),
    HELO("Helo command rejected: "),
    SENDER("Sender address rejected: "),
    RECIPIENT("Recipient address rejected: "),
    RELAY("Relay access denied"),
    UNKNOWN("User unknown"),
    DATA("Data command rejected: "),
    END_OF_DATA("End-of-data rejected: "),
    ETRN("Etrn command rejected: ");

    private static final Phrase[] ALL = values();

    private final String words;

    Phrase(String words) {
        this.words = words;
    }

    int length() {
        return words.length();
    }

    /// The phrase that stands at the place; null if none does.
    static @Nullable Phrase at(byte[] bytes, int at, int end) {
        for (var phrase : ALL) {
            if (Bytes.matches(bytes, at, end, phrase.words)) {
                return phrase;
            }
        }
        return null;
    }
}
