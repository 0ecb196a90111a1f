/// Lines of Exim: what it refuses, and failed log-ins.
@NullMarked
package org.popauth.maillog.exim;

import org.jspecify.annotations.NullMarked;
