package org.popauth.enforcer.desired;

import java.time.Instant;

/// What a table says about an address that it knows.
///
/// @param value the right side of the table's line (access(5))
/// @param because the rule and the reason, for `popauth.log`
public record Answer(String value, Instant until, String because) {}
