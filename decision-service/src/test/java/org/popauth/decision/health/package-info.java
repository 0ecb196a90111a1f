/// Tests of how the service says that something is wrong.
@NullMarked
package org.popauth.decision.health;

import org.jspecify.annotations.NullMarked;
