/// Lines of Oracle's Messaging Server, formerly Sun's.
@NullMarked
package org.popauth.maillog.oracleims;

import org.jspecify.annotations.NullMarked;
