/// Health checks and gauges.
@NullMarked
package org.popauth.enforcer.health;

import org.jspecify.annotations.NullMarked;
