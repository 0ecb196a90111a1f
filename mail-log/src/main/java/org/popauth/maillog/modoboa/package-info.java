/// Lines of Modoboa.
@NullMarked
package org.popauth.maillog.modoboa;

import org.jspecify.annotations.NullMarked;
