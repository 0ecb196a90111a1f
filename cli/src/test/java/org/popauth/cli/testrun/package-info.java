/// What `popauth test` counts, and tests of the scripts.
@NullMarked
package org.popauth.cli.testrun;

import org.jspecify.annotations.NullMarked;
