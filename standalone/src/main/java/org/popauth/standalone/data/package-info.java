/// The one directory in which an instance keeps everything.
@NullMarked
package org.popauth.standalone.data;

import org.jspecify.annotations.NullMarked;
