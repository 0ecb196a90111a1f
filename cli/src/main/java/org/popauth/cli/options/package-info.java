/// Values and options that several commands understand.
@NullMarked
package org.popauth.cli.options;

import org.jspecify.annotations.NullMarked;
