/// Lines of OpenSMTPD.
@NullMarked
package org.popauth.maillog.opensmtpd;

import org.jspecify.annotations.NullMarked;
