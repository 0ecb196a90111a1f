/// The journal of this machine, by a journalctl that follows it.
@NullMarked
package org.popauth.ingest.journalctl;

import org.jspecify.annotations.NullMarked;
