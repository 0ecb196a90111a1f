/// The first page: what stands now, the last 24 hours, the mail hosts.
@NullMarked
package org.popauth.report.overview;

import org.jspecify.annotations.NullMarked;
