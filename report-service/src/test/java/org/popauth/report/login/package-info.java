/// Tests of this package.
@NullMarked
package org.popauth.report.login;

import org.jspecify.annotations.NullMarked;
