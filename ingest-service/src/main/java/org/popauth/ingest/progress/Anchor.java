package org.popauth.ingest.progress;

/// A place in a source whose entries have names of its own, to be found again by the name of the
/// entry before it.
///
/// @param at the place
/// @param cursor the name of the entry before it
/// @param selection which entries were numbered; under another one, the numbers mean nothing
public record Anchor(Position at, String cursor, String selection) {}
