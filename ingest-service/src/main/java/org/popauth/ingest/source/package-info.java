/// What all sources of log lines have in common.
@NullMarked
package org.popauth.ingest.source;

import org.jspecify.annotations.NullMarked;
