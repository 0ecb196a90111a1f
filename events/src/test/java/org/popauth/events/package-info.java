/// Tests of the contract: what may not change, and what must hold for every value.
@NullMarked
package org.popauth.events;

import org.jspecify.annotations.NullMarked;
