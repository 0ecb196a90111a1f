/// Lines of the University of Washington's imapd, ipop2d and ipop3d.
@NullMarked
package org.popauth.maillog.uwimap;

import org.jspecify.annotations.NullMarked;
