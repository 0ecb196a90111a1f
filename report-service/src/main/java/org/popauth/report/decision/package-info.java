/// Decisions as they came, for the pages.
@NullMarked
package org.popauth.report.decision;

import org.jspecify.annotations.NullMarked;
