/// What keeps an instance from starting, in words for whoever started it.
@NullMarked
package org.popauth.standalone.fault;

import org.jspecify.annotations.NullMarked;
