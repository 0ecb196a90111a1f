/// The loops that make the host be as the decisions say, and repair what somebody removed.
@NullMarked
package org.popauth.enforcer.reconcile;

import org.jspecify.annotations.NullMarked;
