/// The only package that starts processes.
@NullMarked
package org.popauth.standalone.exec;

import org.jspecify.annotations.NullMarked;
