/// Syslog from the network: sockets, and a bounded queue between them and the thread of the source.
@NullMarked
package org.popauth.ingest.listener;

import org.jspecify.annotations.NullMarked;
