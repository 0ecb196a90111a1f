package org.popauth.maillog.patterns;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;

/// What a line says by a pattern, or a line and the first line before it.
///
/// @param entry the pattern
/// @param address the client's; null if the line does not say
/// @param texts what the groups matched
record Said(Entry entry, @Nullable Address address, Map<Group, String> texts) {

    @Nullable String text(Group group) {
        return texts.get(group);
    }

    /// The same with all that an earlier line said and this one does not.
    Said after(Said first) {
        var all = new EnumMap<Group, String>(Group.class);
        all.putAll(first.texts);
        all.putAll(texts);
        return new Said(entry, address == null ? first.address : address, all);
    }

    /// True when both are the same to whoever decides.
    boolean isAsGoodAs(Said other) {
        return entry.says() == other.entry.says()
                && entry.says().isEvent()
                && Objects.equals(entry.kind(), other.entry.kind())
                && Objects.equals(entry.after(), other.entry.after())
                && Objects.equals(address, other.address)
                && Objects.equals(text(Group.USER), other.text(Group.USER));
    }
}
