/// How fast logs are read: a generator of logs, and the programs that read them against the clock.
@NullMarked
package org.popauth.benchmarks.reading;

import org.jspecify.annotations.NullMarked;
