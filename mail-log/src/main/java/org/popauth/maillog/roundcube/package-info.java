/// Lines of Roundcube.
@NullMarked
package org.popauth.maillog.roundcube;

import org.jspecify.annotations.NullMarked;
