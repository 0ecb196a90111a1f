/// What tests need of other programs.
@NullMarked
package org.popauth.testsupport.exec;

import org.jspecify.annotations.NullMarked;
