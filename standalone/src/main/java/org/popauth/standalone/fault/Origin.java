package org.popauth.standalone.fault;

import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigValue;

/// Where a setting stands.
///
/// @param words for a person, e.g. a file and a line
record Origin(String words) {

    private static final Pattern FILE =
            Pattern.compile("PropertiesConfigSource\\[source=(?:file:)?(.*)\\](?::(\\d+))?");

    /// @param location what the configuration calls it, perhaps with the number of a line
    static Origin parse(String location) {
        var file = FILE.matcher(location);
        if (file.matches()) {
            var line = file.group(2);
            return new Origin(file.group(1) + (line == null ? "" : ", line " + line));
        }
        if (location.startsWith("SysPropConfigSource")) {
            return new Origin("a system property");
        }
        return new Origin(
                location.startsWith("EnvConfigSource") ? "an environment variable" : location);
    }

    /// Where a value was found.
    static Origin of(ConfigValue value) {
        var name = value.getSourceName();
        int line =
                value instanceof io.smallrye.config.ConfigValue known ? known.getLineNumber() : -1;
        return parse(line > 0 ? name + ":" + line : name);
    }

    String inBrackets() {
        return " (" + words + ")";
    }
}
