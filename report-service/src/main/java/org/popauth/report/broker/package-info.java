/// The way to the Kafka broker.
@NullMarked
package org.popauth.report.broker;

import org.jspecify.annotations.NullMarked;
