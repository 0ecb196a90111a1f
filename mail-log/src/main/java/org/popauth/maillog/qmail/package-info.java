/// Lines of what stands before qmail: rblsmtpd and the RBL check of qmail-smtpd.
@NullMarked
package org.popauth.maillog.qmail;

import org.jspecify.annotations.NullMarked;
