/// Lines of Stalwart.
@NullMarked
package org.popauth.maillog.stalwart;

import org.jspecify.annotations.NullMarked;
