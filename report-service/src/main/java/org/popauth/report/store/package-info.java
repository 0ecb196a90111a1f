/// The read model's database: statements, rows, and the schema.
@NullMarked
package org.popauth.report.store;

import org.jspecify.annotations.NullMarked;
