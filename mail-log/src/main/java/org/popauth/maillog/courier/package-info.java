/// Lines of Courier's IMAP and POP3 servers.
@NullMarked
package org.popauth.maillog.courier;

import org.jspecify.annotations.NullMarked;
