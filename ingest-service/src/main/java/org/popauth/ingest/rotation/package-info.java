/// Which file is which, after a log was rotated.
@NullMarked
package org.popauth.ingest.rotation;

import org.jspecify.annotations.NullMarked;
