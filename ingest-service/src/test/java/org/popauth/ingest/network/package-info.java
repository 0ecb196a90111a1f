/// Tests of what a source on the network listens for.
@NullMarked
package org.popauth.ingest.network;

import org.jspecify.annotations.NullMarked;
