/// What the service may be told, and the policy made from it.
@NullMarked
package org.popauth.decision.config;

import org.jspecify.annotations.NullMarked;
