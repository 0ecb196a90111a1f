/// Lines of Axigen.
@NullMarked
package org.popauth.maillog.axigen;

import org.jspecify.annotations.NullMarked;
