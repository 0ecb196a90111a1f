/// Tests of what waits for the broker.
@NullMarked
package org.popauth.enforcer.outgoing;

import org.jspecify.annotations.NullMarked;
