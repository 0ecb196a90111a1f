/// The privileged agent of one mail host: makes Postfix tables and firewall be as the decisions
/// say.
@NullMarked
package org.popauth.enforcer;

import org.jspecify.annotations.NullMarked;
