/// Lines of Kerio Connect.
@NullMarked
package org.popauth.maillog.kerio;

import org.jspecify.annotations.NullMarked;
