/// Reading bytes from left to right, without strings and without patterns.
@NullMarked
package org.popauth.maillog.bytes;

import org.jspecify.annotations.NullMarked;
