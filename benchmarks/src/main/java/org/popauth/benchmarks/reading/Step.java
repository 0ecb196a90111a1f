package org.popauth.benchmarks.reading;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;

/// A line that a program is about to write, and what it says.
///
/// @param pid 0 for a program that does not name its process
/// @param kind of the event that must be read from it; null when none may be
/// @param address of the client of that event
/// @param times how often the line says that it happened
record Step(
        String program,
        int pid,
        String message,
        @Nullable String kind,
        @Nullable Address address,
        int times) {

    /// A line that says nothing about a client.
    static Step of(String program, int pid, String message) {
        return new Step(program, pid, message, null, null, 0);
    }

    /// A line that says something about a client.
    static Step event(String program, int pid, String message, String kind, Address address) {
        return new Step(program, pid, message, kind, address, 1);
    }
}
