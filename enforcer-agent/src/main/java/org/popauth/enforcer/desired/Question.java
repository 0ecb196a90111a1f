package org.popauth.enforcer.desired;

import org.popauth.events.Address;
import org.popauth.events.Measure;

/// What Postfix asks about one client while it waits.
///
/// @param measure RELAY for `popauth_checks`, REJECT for `rbl_cache`
/// @param wholeNetworks true when a decision for an IPv6 network speaks for all its addresses,
///   false when only for those that were seen
public record Question(Measure measure, Address address, boolean wholeNetworks) {}
