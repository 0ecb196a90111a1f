/// Who may look and who may order: the password file.
@NullMarked
package org.popauth.report.login;

import org.jspecify.annotations.NullMarked;
