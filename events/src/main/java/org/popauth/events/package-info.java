/// The contract of the topics: records, their JSON, their keys. The only code that services share.
///
/// Rules of change, because people write their own consumers:
///
/// - a field may be added when it is optional; none is renamed, retyped or used again;
/// - a new meaning is a new type;
/// - readers ignore fields and count types that they do not know;
/// - a frozen example under `contract/v1` may be added, never edited.
@NullMarked
package org.popauth.events;

import org.jspecify.annotations.NullMarked;
