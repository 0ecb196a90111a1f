package org.popauth.ingest.rotation;

import org.popauth.ingest.progress.Fingerprint;

/// Looks into files.
@FunctionalInterface
public interface Heads {

    /// True when the file begins with the bytes of the fingerprint.
    boolean matches(Sibling file, Fingerprint fingerprint);
}
