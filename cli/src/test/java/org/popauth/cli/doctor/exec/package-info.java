@NullMarked
package org.popauth.cli.doctor.exec;

import org.jspecify.annotations.NullMarked;
