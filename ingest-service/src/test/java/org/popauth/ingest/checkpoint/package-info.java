/// Tests of the package.
@NullMarked
package org.popauth.ingest.checkpoint;

import org.jspecify.annotations.NullMarked;
