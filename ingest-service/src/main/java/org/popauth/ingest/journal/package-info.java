/// Entries of the systemd journal, as lines that the grammar reads.
@NullMarked
package org.popauth.ingest.journal;

import org.jspecify.annotations.NullMarked;
