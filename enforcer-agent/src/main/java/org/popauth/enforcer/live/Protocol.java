package org.popauth.enforcer.live;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// How one of Postfix's services asks and is answered.
interface Protocol {

    /// The name in messages and metrics: `socketmap` or `policy`.
    String name();

    /// Reads one request and answers it.
    ///
    /// @return the bytes to answer with, and whether another request can follow; null when there is
    ///   no further request
    @Nullable Exchange serve(InputStream in) throws IOException;

    /// An answer.
    ///
    /// @param last true when what follows cannot be understood, so that the connection ends
    record Exchange(byte[] bytes, boolean last) {}
}
