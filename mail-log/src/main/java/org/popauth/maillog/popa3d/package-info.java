/// Lines of popa3d, stock and patched.
@NullMarked
package org.popauth.maillog.popa3d;

import org.jspecify.annotations.NullMarked;
