/// Looks at the host. Nothing here changes anything.
@NullMarked
package org.popauth.cli.doctor.probe;

import org.jspecify.annotations.NullMarked;
