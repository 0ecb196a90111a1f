/// Streams of lines that can be read only once: a named pipe, standard input.
@NullMarked
package org.popauth.ingest.stream;

import org.jspecify.annotations.NullMarked;
