/// Tests of this package.
@NullMarked
package org.popauth.report.page;

import org.jspecify.annotations.NullMarked;
