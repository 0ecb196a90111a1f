/// Lines of vm-pop3d, stock and patched.
@NullMarked
package org.popauth.maillog.vmpop3d;

import org.jspecify.annotations.NullMarked;
