/// The firewall's backends: sets of dropped clients with an end in the kernel.
@NullMarked
package org.popauth.enforcer.firewall;

import org.jspecify.annotations.NullMarked;
