/// Tests of this package.
@NullMarked
package org.popauth.report.projection;

import org.jspecify.annotations.NullMarked;
