package org.popauth.ingest.listener;

import org.popauth.events.Address;
import org.popauth.ingest.line.FrameSplitter;
import org.popauth.ingest.network.Sender;

/// A connection of a listed sender, or a sender of datagrams.
///
/// @param address from where it sends
/// @param sender its entry in the list
/// @param frames makes lines of what it sends; used by the thread of the source alone
/// @param hangUp ends the connection
record Peer(Address address, Sender sender, FrameSplitter frames, Runnable hangUp) {}
