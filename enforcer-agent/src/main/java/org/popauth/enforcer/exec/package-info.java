/// The only place where processes are started.
@NullMarked
package org.popauth.enforcer.exec;

import org.jspecify.annotations.NullMarked;
