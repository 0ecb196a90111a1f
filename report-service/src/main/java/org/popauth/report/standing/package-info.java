/// What stands now: the RBL cache and the null routes.
@NullMarked
package org.popauth.report.standing;

import org.jspecify.annotations.NullMarked;
