/// Who may relay, and who logged in.
@NullMarked
package org.popauth.report.authentication;

import org.jspecify.annotations.NullMarked;
