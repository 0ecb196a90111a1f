/// Events and decisions as a person reads them.
@NullMarked
package org.popauth.cli.text;

import org.jspecify.annotations.NullMarked;
