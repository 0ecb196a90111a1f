/// Lines of the IMAP server of Mac OS X Server before 10.3.
@NullMarked
package org.popauth.maillog.appleimap;

import org.jspecify.annotations.NullMarked;
