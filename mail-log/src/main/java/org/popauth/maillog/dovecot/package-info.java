/// Lines of Dovecot 2.3 and 2.4: log-ins, failures, log-outs.
@NullMarked
package org.popauth.maillog.dovecot;

import org.jspecify.annotations.NullMarked;
