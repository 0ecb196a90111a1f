/// The grammar of mail logs: bytes of a line in, what it says out.
@NullMarked
package org.popauth.maillog;

import org.jspecify.annotations.NullMarked;
