/// decision-service: tracks authentications and offenders, and decides what must hold for them.
@NullMarked
package org.popauth.decision;

import org.jspecify.annotations.NullMarked;
