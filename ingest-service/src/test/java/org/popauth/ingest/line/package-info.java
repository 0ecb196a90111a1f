/// Tests of the package.
@NullMarked
package org.popauth.ingest.line;

import org.jspecify.annotations.NullMarked;
