/// Tests of the settings.
@NullMarked
package org.popauth.decision.config;

import org.jspecify.annotations.NullMarked;
