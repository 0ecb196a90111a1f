/// Tests of ingest-service.
@NullMarked
package org.popauth.ingest;

import org.jspecify.annotations.NullMarked;
