/// popauth.log: one line for each effect on this host.
@NullMarked
package org.popauth.enforcer.log;

import org.jspecify.annotations.NullMarked;
