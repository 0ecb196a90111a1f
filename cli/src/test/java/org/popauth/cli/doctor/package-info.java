@NullMarked
package org.popauth.cli.doctor;

import org.jspecify.annotations.NullMarked;
