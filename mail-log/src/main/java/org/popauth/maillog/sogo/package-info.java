/// Lines of SOGo.
@NullMarked
package org.popauth.maillog.sogo;

import org.jspecify.annotations.NullMarked;
