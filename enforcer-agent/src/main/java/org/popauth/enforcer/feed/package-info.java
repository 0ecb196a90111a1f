/// Reads the decisions, from the beginning at each start.
@NullMarked
package org.popauth.enforcer.feed;

import org.jspecify.annotations.NullMarked;
