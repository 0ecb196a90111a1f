/// Log files: followed while they are written, rotated, copied and truncated.
@NullMarked
package org.popauth.ingest.file;

import org.jspecify.annotations.NullMarked;
