/// Lines of Cyrus IMAP, in its old words and in logfmt.
@NullMarked
package org.popauth.maillog.cyrus;

import org.jspecify.annotations.NullMarked;
