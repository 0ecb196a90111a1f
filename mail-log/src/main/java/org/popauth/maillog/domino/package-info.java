/// Lines of HCL Domino.
@NullMarked
package org.popauth.maillog.domino;

import org.jspecify.annotations.NullMarked;
