/// Lines of Open WebMail.
@NullMarked
package org.popauth.maillog.openwebmail;

import org.jspecify.annotations.NullMarked;
