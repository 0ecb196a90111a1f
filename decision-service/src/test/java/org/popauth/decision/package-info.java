/// Tests of the whole service, with a real broker and a real database.
@NullMarked
package org.popauth.decision;

import org.jspecify.annotations.NullMarked;
