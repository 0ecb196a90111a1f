/// Old logs, fed through a throw-away instance, and what would have been decided.
@NullMarked
package org.popauth.standalone.replay;

import org.jspecify.annotations.NullMarked;
