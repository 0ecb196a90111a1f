/// What a record of a topic changes in the read model, as values. Pure: no clock, no store.
@NullMarked
package org.popauth.report.readmodel;

import org.jspecify.annotations.NullMarked;
