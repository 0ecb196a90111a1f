/// Lines of teapop.
@NullMarked
package org.popauth.maillog.teapop;

import org.jspecify.annotations.NullMarked;
