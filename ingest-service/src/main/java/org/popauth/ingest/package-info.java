/// ingest-service: reads log sources and publishes what mail servers reported.
///
/// The core (`line`, `progress`, `rotation`) knows neither files nor Kafka nor a clock. Each kind
/// of source has a reader in a package of its own; this package starts and watches them.
@NullMarked
package org.popauth.ingest;

import org.jspecify.annotations.NullMarked;
