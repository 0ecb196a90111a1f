package org.popauth.maillog.header;

import java.util.Set;

/// The programs whose messages are lines that others wrote: container engines and relays.
///
/// Only in their messages is a header looked for. In the message of any other program text that
/// looks like one may be a client's.
public final class Carriers {

    private static final Set<String> NAMES =
            Set.of("mail", "docker", "dockerd", "container", "containerd", "podman", "conmon");

    private static final int SHORT_ID = 12;
    private static final int LONG_ID = 64;

    private Carriers() {}

    /// True for `docker`, `docker/NAME`, `NAME/ID` and `ID`, the latter that of a container.
    public static boolean isCarrier(String program) {
        int slash = program.indexOf('/');
        var first = slash < 0 ? program : program.substring(0, slash);
        return NAMES.contains(first) || isId(program.substring(program.lastIndexOf('/') + 1));
    }

    private static boolean isId(String name) {
        return (name.length() == SHORT_ID || name.length() == LONG_ID)
                && name.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
