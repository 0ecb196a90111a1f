/// Lines of Qpopper, from 1.831 to 4.
@NullMarked
package org.popauth.maillog.qpopper;

import org.jspecify.annotations.NullMarked;
