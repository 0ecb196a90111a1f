/// The settings of the agent, and its clock.
@NullMarked
package org.popauth.enforcer.config;

import org.jspecify.annotations.NullMarked;
