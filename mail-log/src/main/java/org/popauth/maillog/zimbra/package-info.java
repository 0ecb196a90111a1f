/// Lines of Zimbra's mailbox server.
@NullMarked
package org.popauth.maillog.zimbra;

import org.jspecify.annotations.NullMarked;
