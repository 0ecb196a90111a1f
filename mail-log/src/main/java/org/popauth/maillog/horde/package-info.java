/// Lines of Horde.
@NullMarked
package org.popauth.maillog.horde;

import org.jspecify.annotations.NullMarked;
