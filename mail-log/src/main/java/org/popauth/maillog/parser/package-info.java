/// What a parser of one daemon's lines is given, and what it answers.
@NullMarked
package org.popauth.maillog.parser;

import org.jspecify.annotations.NullMarked;
