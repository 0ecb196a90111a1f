/// Tests of this package.
@NullMarked
package org.popauth.report.overview;

import org.jspecify.annotations.NullMarked;
