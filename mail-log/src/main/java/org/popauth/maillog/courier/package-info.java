/// Lines of Courier's IMAP, POP3 and SMTP servers.
@NullMarked
package org.popauth.maillog.courier;

import org.jspecify.annotations.NullMarked;
