/// Events to Kafka: in order, acknowledged, and none lost.
@NullMarked
package org.popauth.ingest.publish;

import org.jspecify.annotations.NullMarked;
