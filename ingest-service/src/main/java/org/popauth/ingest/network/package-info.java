/// What a source on the network listens for, and whom it believes; without any socket.
@NullMarked
package org.popauth.ingest.network;

import org.jspecify.annotations.NullMarked;
