/// The only place where the doctor starts programs.
@NullMarked
package org.popauth.cli.doctor.exec;

import org.jspecify.annotations.NullMarked;
