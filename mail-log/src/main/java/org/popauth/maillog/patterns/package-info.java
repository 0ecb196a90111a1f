/// Operators' own patterns: lines of daemons that no parser knows, described in a YAML file.
///
/// The file is read and checked once; what comes of it is shared by all sources. A pattern matches
/// a whole message or not at all, in time linear in its length, and a line that can be read in two
/// ways is not read.
@NullMarked
package org.popauth.maillog.patterns;

import org.jspecify.annotations.NullMarked;
