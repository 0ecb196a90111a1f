/// Changes files of the host, when the operator has agreed.
@NullMarked
package org.popauth.cli.doctor.fix;

import org.jspecify.annotations.NullMarked;
