/// Tests of what parsers share.
@NullMarked
package org.popauth.maillog.parser;

import org.jspecify.annotations.NullMarked;
