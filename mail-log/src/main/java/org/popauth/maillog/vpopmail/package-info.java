/// Lines of vpopmail's vchkpw, which checks passwords for qmail's servers.
@NullMarked
package org.popauth.maillog.vpopmail;

import org.jspecify.annotations.NullMarked;
