@NullMarked
package org.popauth.cli.doctor.checks;

import org.jspecify.annotations.NullMarked;
