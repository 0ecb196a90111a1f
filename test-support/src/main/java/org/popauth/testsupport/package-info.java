/// What tests of all modules share: a real Kafka broker, a real PostgreSQL server, sample lines and
/// the rules of the architecture.
@NullMarked
package org.popauth.testsupport;

import org.jspecify.annotations.NullMarked;
