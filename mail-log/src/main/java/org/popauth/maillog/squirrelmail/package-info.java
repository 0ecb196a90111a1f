/// Lines of SquirrelMail.
@NullMarked
package org.popauth.maillog.squirrelmail;

import org.jspecify.annotations.NullMarked;
