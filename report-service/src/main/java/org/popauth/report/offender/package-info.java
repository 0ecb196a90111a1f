/// Clients that did something that counts against them.
@NullMarked
package org.popauth.report.offender;

import org.jspecify.annotations.NullMarked;
