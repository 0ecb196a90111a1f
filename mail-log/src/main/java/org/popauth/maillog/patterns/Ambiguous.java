package org.popauth.maillog.patterns;

/// A message can be read in two ways, so it is not read at all.
final class Ambiguous extends Exception {

    private static final long serialVersionUID = 1L;

    Ambiguous() {
        super("two ways to read it", null, false, false);
    }
}
