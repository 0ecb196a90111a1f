/// Lines of maddy.
@NullMarked
package org.popauth.maillog.maddy;

import org.jspecify.annotations.NullMarked;
