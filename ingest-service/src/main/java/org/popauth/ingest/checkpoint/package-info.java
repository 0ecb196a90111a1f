/// Checkpoints on disk.
@NullMarked
package org.popauth.ingest.checkpoint;

import org.jspecify.annotations.NullMarked;
