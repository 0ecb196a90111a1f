/// Tests of the package.
@NullMarked
package org.popauth.ingest.publish;

import org.jspecify.annotations.NullMarked;
