/// Fills the read model from the topics.
@NullMarked
package org.popauth.report.projection;

import org.jspecify.annotations.NullMarked;
