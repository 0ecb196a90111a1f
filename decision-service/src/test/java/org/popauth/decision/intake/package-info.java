/// Tests of what the log says.
@NullMarked
package org.popauth.decision.intake;

import org.jspecify.annotations.NullMarked;
