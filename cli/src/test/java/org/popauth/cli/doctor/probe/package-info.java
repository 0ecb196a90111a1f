@NullMarked
package org.popauth.cli.doctor.probe;

import org.jspecify.annotations.NullMarked;
