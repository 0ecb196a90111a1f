/// Tests of what is kept in the database.
@NullMarked
package org.popauth.decision.store;

import org.jspecify.annotations.NullMarked;
