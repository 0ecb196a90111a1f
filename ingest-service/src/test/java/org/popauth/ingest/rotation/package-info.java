/// Tests of the package.
@NullMarked
package org.popauth.ingest.rotation;

import org.jspecify.annotations.NullMarked;
