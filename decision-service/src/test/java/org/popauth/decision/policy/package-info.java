/// Tests of the pure core.
@NullMarked
package org.popauth.decision.policy;

import org.jspecify.annotations.NullMarked;
