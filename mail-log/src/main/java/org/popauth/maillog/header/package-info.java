/// What stands before the message of a syslog line: time, mail host, program, process.
@NullMarked
package org.popauth.maillog.header;

import org.jspecify.annotations.NullMarked;
