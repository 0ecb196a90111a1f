/// Answers Postfix while it waits: a socketmap server and a policy server, on this host only.
@NullMarked
package org.popauth.enforcer.live;

import org.jspecify.annotations.NullMarked;
