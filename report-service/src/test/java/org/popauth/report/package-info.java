/// Tests of report-service.
@NullMarked
package org.popauth.report;

import org.jspecify.annotations.NullMarked;
