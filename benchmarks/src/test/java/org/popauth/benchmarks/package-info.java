@NullMarked
package org.popauth.benchmarks;

import org.jspecify.annotations.NullMarked;
