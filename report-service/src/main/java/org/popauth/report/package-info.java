/// Report-service: shows people what stands and why, and takes their orders.
@NullMarked
package org.popauth.report;

import org.jspecify.annotations.NullMarked;
