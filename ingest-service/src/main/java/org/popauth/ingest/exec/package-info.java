/// The one program that is run.
@NullMarked
package org.popauth.ingest.exec;

import org.jspecify.annotations.NullMarked;
