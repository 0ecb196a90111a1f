/// Lines of mox.
@NullMarked
package org.popauth.maillog.mox;

import org.jspecify.annotations.NullMarked;
