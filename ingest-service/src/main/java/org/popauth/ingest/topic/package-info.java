/// Raw syslog lines from a topic of Kafka.
@NullMarked
package org.popauth.ingest.topic;

import org.jspecify.annotations.NullMarked;
