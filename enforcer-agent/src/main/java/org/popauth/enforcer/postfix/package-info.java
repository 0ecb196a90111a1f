/// The Postfix tables, written by Postfix's own tools alone.
@NullMarked
package org.popauth.enforcer.postfix;

import org.jspecify.annotations.NullMarked;
