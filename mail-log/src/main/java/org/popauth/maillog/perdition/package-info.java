/// Lines of the proxy Perdition.
@NullMarked
package org.popauth.maillog.perdition;

import org.jspecify.annotations.NullMarked;
