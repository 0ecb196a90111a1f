/// Tests of reading bytes.
@NullMarked
package org.popauth.maillog.bytes;

import org.jspecify.annotations.NullMarked;
