/// Lines of amavisd-new.
@NullMarked
package org.popauth.maillog.amavis;

import org.jspecify.annotations.NullMarked;
