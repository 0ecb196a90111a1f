/// Tests of the grammar, mostly by cases in YAML files.
@NullMarked
package org.popauth.maillog;

import org.jspecify.annotations.NullMarked;
