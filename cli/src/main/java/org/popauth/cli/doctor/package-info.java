/// `popauth doctor`: looks at a mail host and says what is right, what is wrong, and what to
/// change.
@NullMarked
package org.popauth.cli.doctor;

import org.jspecify.annotations.NullMarked;
