/// Mail events as rows of pages.
@NullMarked
package org.popauth.report.event;

import org.jspecify.annotations.NullMarked;
