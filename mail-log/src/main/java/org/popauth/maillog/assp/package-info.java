/// Lines of ASSP, the Anti-Spam SMTP Proxy.
@NullMarked
package org.popauth.maillog.assp;

import org.jspecify.annotations.NullMarked;
