/// Lines of GNU pop3d.
@NullMarked
package org.popauth.maillog.gnupop3d;

import org.jspecify.annotations.NullMarked;
