package org.popauth.standalone.replay;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// The result of a replay.
///
/// @param files that were read, in their order
/// @param survey what they say
/// @param now the clock that stood still: the end of the logs
/// @param zone to show times in
/// @param held the measures that would have stood
public record Report(List<Path> files, Survey survey, Instant now, ZoneId zone, List<Held> held) {}
