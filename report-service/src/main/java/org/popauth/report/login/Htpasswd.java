package org.popauth.report.login;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.popauth.events.Printable;

/// The users of a password file and the hashes of their passwords.
record Htpasswd(Map<String, PasswordHash> users) {

    /// Compared with when there is no such user, so that the answer takes as long.
    private static final PasswordHash NOBODY =
            PasswordHash.parse("$2y$05$cccccccccccccccccccccOXkWbFDgUcSnTMRnXFSDEOCL3V3FvXtq");

    static final Htpasswd EMPTY = new Htpasswd(Map.of());

    Htpasswd {
        users = Map.copyOf(users);
    }

    /// Reads the lines of a file. Empty lines and those that begin with `#` say nothing.
    ///
    /// @throws IllegalArgumentException when a line is not `user:hash` with a hash that is
    ///   accepted; the message names every such line
    static Htpasswd parse(List<String> lines) {
        var users = new LinkedHashMap<String, PasswordHash>();
        var problems = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                int colon = line.indexOf(':');
                if (colon < 1) {
                    throw new IllegalArgumentException("not user:hash");
                }
                users.put(Printable.of(line.substring(0, colon), 255), hash(line, colon));
            } catch (IllegalArgumentException e) {
                problems.add("line " + (i + 1) + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new Htpasswd(users);
    }

    private static PasswordHash hash(String line, int colon) {
        int end = line.indexOf(':', colon + 1);
        return PasswordHash.parse(line.substring(colon + 1, end < 0 ? line.length() : end));
    }

    /// True when there is such a user with this password.
    boolean knows(String user, String password) {
        if (password.length() > PasswordHash.PASSWORD_CHARS_MAX) {
            return false;
        }
        var hash = users.get(user);
        boolean matches = (hash == null ? fallback() : hash).matches(password);
        return hash != null && matches;
    }

    private PasswordHash fallback() {
        return users.values().stream().findFirst().orElse(NOBODY);
    }

    Set<String> names() {
        return users.keySet();
    }
}
