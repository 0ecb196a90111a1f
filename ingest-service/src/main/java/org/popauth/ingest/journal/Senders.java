package org.popauth.ingest.journal;

import java.util.List;
import java.util.Set;

/// Whose entries are believed.
///
/// Everybody on a host can write any text into its journal, under any program's name, but journald
/// adds the user (`_UID`) and the unit (`_SYSTEMD_UNIT`) that it came from. A mail daemon logs as a
/// system user; what an ordinary user logs is not its word.
///
/// @param uids the numbers of the users that are believed
/// @param units the units that are believed; empty for all
public record Senders(List<UidRange> uids, Set<String> units) {

    /// System users as Debian, Red Hat and systemd (for `DynamicUser=`) number them.
    public static final String SYSTEM_USERS = "0-999,61184-65519";

    /// System users in every unit.
    public static Senders system() {
        return new Senders(UidRange.parse(SYSTEM_USERS), Set.of());
    }

    public Senders {
        uids = List.copyOf(uids);
        units = Set.copyOf(units);
    }

    /// True when the entries of a user are believed.
    ///
    /// @param uid its number, negative if it is not known
    boolean believesUser(long uid) {
        for (var range : uids) {
            if (range.contains(uid)) {
                return true;
            }
        }
        return false;
    }

    /// True when a unit is believed, also as `name@` for all instances of a template.
    boolean believesUnit(Value unit) {
        if (units.isEmpty()) {
            return true;
        }
        if (!unit.hasText() || unit.isCut()) {
            return false;
        }
        var name = unit.toString();
        int at = name.indexOf('@');
        return units.contains(name) || (at > 0 && units.contains(name.substring(0, at + 1)));
    }

    /// Says the same for the same senders.
    public String text() {
        return uids.stream().map(r -> r.first() + "-" + r.last()).toList()
                + " "
                + units.stream().sorted().toList();
    }
}
