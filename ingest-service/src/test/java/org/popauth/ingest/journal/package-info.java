/// Tests of the journal's formats.
@NullMarked
package org.popauth.ingest.journal;

import org.jspecify.annotations.NullMarked;
