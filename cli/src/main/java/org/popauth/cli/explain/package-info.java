/// What popAuth makes of lines, without any service.
@NullMarked
package org.popauth.cli.explain;

import org.jspecify.annotations.NullMarked;
