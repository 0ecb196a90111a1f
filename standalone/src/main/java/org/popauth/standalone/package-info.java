/// One JVM with the four services, a Kafka broker and a PostgreSQL server: what `popauth up` and
/// `popauth replay` run.
@NullMarked
package org.popauth.standalone;

import org.jspecify.annotations.NullMarked;
