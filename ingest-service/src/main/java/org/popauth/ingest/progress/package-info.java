/// How far a source was read, and how far its events are safe.
@NullMarked
package org.popauth.ingest.progress;

import org.jspecify.annotations.NullMarked;
