/// Tests of what the API says.
@NullMarked
package org.popauth.decision.api;

import org.jspecify.annotations.NullMarked;
