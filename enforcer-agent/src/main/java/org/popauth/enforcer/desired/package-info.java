/// The pure core: which entries must hold on this host, and what differs from what does hold.
@NullMarked
package org.popauth.enforcer.desired;

import org.jspecify.annotations.NullMarked;
