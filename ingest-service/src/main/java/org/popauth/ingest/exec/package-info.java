/// The programs that are run.
@NullMarked
package org.popauth.ingest.exec;

import org.jspecify.annotations.NullMarked;
