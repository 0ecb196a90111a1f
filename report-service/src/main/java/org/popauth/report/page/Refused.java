package org.popauth.report.page;

import java.io.Serial;

/// A request that asks for something that cannot be; the message is for the person who asked.
public final class Refused extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /// Refused for this reason.
    public Refused(String reason) {
        super(reason);
    }
}
