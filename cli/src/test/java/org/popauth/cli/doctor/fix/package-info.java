@NullMarked
package org.popauth.cli.doctor.fix;

import org.jspecify.annotations.NullMarked;
