/// Lines of Solid POP3.
@NullMarked
package org.popauth.maillog.solidpop3d;

import org.jspecify.annotations.NullMarked;
