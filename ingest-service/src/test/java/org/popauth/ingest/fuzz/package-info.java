/// Every framing of a source against any bytes.
@NullMarked
package org.popauth.ingest.fuzz;

import org.jspecify.annotations.NullMarked;
