@NullMarked
package org.popauth.benchmarks.reading;

import org.jspecify.annotations.NullMarked;
