package org.popauth.ingest.rotation;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.popauth.ingest.rotation.Sibling.Role;

/// Names of rotated log files: `mail.log.1`, `mail.log-20260101`, `mail-20260101.log`,
/// `mail.log.old`.
final class RotatedName {

    private static final Pattern SUFFIX =
            Pattern.compile("[.-](\\d[\\dT:._-]{0,30}|old)", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|bz2|xz|zst|lz4|Z)$");
    private static final int NUMBER_DIGITS_MAX = 5;

    private RotatedName() {}

    /// What a name says.
    ///
    /// @param log the name of the log file
    static Role role(String log, String name) {
        if (name.equals(log)) {
            return Role.CURRENT;
        }
        var compression = COMPRESSED.matcher(name);
        var plain = compression.replaceFirst("");
        if (suffix(log, plain) == null) {
            return Role.OTHER;
        }
        return plain.equals(name) ? Role.ROTATED : Role.COMPRESSED;
    }

    /// Compares the ages that two names of rotated files tell.
    ///
    /// @return negative when the first is the older one; empty when the names do not tell
    static OptionalInt compareAge(String log, String first, String second) {
        var a = suffix(log, first);
        var b = suffix(log, second);
        if (a == null || b == null || isNumber(a) != isNumber(b)) {
            return OptionalInt.empty();
        }
        if (isNumber(a)) {
            return OptionalInt.of(Integer.compare(Integer.parseInt(b), Integer.parseInt(a)));
        }
        boolean dates = Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0));
        return dates ? OptionalInt.of(a.compareTo(b)) : OptionalInt.empty();
    }

    private static boolean isNumber(String suffix) {
        return suffix.length() <= NUMBER_DIGITS_MAX
                && suffix.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static @Nullable String suffix(String log, String name) {
        if (name.startsWith(log)) {
            return suffix(name.substring(log.length()));
        }
        int dot = log.lastIndexOf('.');
        if (dot > 0
                && name.startsWith(log.substring(0, dot))
                && name.endsWith(log.substring(dot))) {
            int end = name.length() - (log.length() - dot);
            return end > dot ? suffix(name.substring(dot, end)) : null;
        }
        return null;
    }

    private static @Nullable String suffix(String rest) {
        var matcher = SUFFIX.matcher(rest);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
