/// A real Kafka broker inside this JVM.
@NullMarked
package org.popauth.standalone.kafka;

import org.jspecify.annotations.NullMarked;
