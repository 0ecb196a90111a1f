/// The mail hosts and how well they hold what must hold.
@NullMarked
package org.popauth.report.host;

import org.jspecify.annotations.NullMarked;
