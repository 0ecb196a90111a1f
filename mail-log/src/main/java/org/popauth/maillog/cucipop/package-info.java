/// Lines of cucipop.
@NullMarked
package org.popauth.maillog.cucipop;

import org.jspecify.annotations.NullMarked;
