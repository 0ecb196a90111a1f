/// Everything about one client.
@NullMarked
package org.popauth.report.client;

import org.jspecify.annotations.NullMarked;
