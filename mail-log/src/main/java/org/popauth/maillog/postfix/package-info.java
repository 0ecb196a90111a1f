/// Lines of Postfix: smtpd, postscreen and the milter refusals of cleanup.
@NullMarked
package org.popauth.maillog.postfix;

import org.jspecify.annotations.NullMarked;
