/// What people order, and the audit of it.
@NullMarked
package org.popauth.report.order;

import org.jspecify.annotations.NullMarked;
