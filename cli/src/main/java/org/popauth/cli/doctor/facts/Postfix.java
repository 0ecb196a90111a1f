package org.popauth.cli.doctor.facts;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What Postfix says about itself.
///
/// @param configDirectory of main.cf
/// @param settings every parameter with its value, not expanded but for conditions
/// @param tableTypes `postconf -m`
/// @param services the lines of master.cf
/// @param complaints what `postconf` warned of
/// @param tables by `type:path`: those that answer, and what Postfix says about the others
public record Postfix(
        String version,
        String configDirectory,
        Map<String, String> settings,
        Set<String> tableTypes,
        List<MasterLine> services,
        List<String> complaints,
        Map<String, Seen<String>> tables) {

    /// A line of master.cf.
    ///
    /// @param name `smtp`, `submission`, `10025`
    /// @param type `inet`, `unix`, `pass`
    /// @param chroot true when it runs in the queue directory
    /// @param overrides of main.cf, given by `-o`
    public record MasterLine(
            String name,
            String type,
            boolean chroot,
            String command,
            Map<String, String> overrides) {

        /// As `postconf -P` writes it.
        public String id() {
            return name + "/" + type;
        }
    }

    /// A parameter, not expanded; empty when Postfix does not know it.
    public String unexpanded(String name) {
        return settings.getOrDefault(name, "");
    }

    /// True when the version is this one or later.
    public boolean since(int major, int minor) {
        var parts = version.split("[.-]", 3);
        int ours = number(parts[0]);
        return ours > major
                || (ours == major && (parts.length > 1 ? number(parts[1]) : 0) >= minor);
    }

    private static int number(String text) {
        var digits = text.replaceAll("[^0-9].*", "");
        return digits.isEmpty() || digits.length() > 6 ? 0 : Integer.parseInt(digits);
    }
}
