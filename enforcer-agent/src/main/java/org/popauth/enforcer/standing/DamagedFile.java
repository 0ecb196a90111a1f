package org.popauth.enforcer.standing;

import org.jspecify.annotations.Nullable;

/// A file is not what was written. The message names it and says why.
public final class DamagedFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedFile(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
