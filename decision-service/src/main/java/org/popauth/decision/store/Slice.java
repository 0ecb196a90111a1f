package org.popauth.decision.store;

/// Which part of a list is wanted.
public record Slice(int offset, int limit) {
    int last() {
        return offset + limit - 1;
    }
}
