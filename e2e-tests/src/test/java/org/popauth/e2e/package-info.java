/// Stories across all services, told on the packaged product from outside.
@NullMarked
package org.popauth.e2e;

import org.jspecify.annotations.NullMarked;
