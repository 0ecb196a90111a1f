/// A mail log that writes itself, for whoever wants to see something happen.
@NullMarked
package org.popauth.standalone.demo;

import org.jspecify.annotations.NullMarked;
