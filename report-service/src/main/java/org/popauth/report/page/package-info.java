/// What all pages share: frame, lists, exports, headers.
@NullMarked
package org.popauth.report.page;

import org.jspecify.annotations.NullMarked;
