/// Lines of Sendmail: what its rule sets refuse, log-ins, and breaches of the protocol.
@NullMarked
package org.popauth.maillog.sendmail;

import org.jspecify.annotations.NullMarked;
