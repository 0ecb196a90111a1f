/// Lines out of bytes.
@NullMarked
package org.popauth.ingest.line;

import org.jspecify.annotations.NullMarked;
