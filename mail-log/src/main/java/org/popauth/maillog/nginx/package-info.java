/// Lines of nginx as a proxy for mail.
@NullMarked
package org.popauth.maillog.nginx;

import org.jspecify.annotations.NullMarked;
