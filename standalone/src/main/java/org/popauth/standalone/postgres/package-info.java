/// A real PostgreSQL server that belongs to this JVM.
@NullMarked
package org.popauth.standalone.postgres;

import org.jspecify.annotations.NullMarked;
