/// What was found on a mail host. Values only.
@NullMarked
package org.popauth.cli.doctor.facts;

import org.jspecify.annotations.NullMarked;
