/// Lines of SnappyMail and RainLoop.
@NullMarked
package org.popauth.maillog.snappymail;

import org.jspecify.annotations.NullMarked;
