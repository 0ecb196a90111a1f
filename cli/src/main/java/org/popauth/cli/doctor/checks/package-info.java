/// What follows from the facts: pure, facts in, findings out.
@NullMarked
package org.popauth.cli.doctor.checks;

import org.jspecify.annotations.NullMarked;
