/// Tests of the package.
@NullMarked
package org.popauth.ingest.progress;

import org.jspecify.annotations.NullMarked;
