/// A running instance: how it is found and asked.
@NullMarked
package org.popauth.cli.instance;

import org.jspecify.annotations.NullMarked;
