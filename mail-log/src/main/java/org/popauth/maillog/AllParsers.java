package org.popauth.maillog;

import java.util.List;
import org.popauth.maillog.dovecot.DovecotParser;
import org.popauth.maillog.parser.Parser;
import org.popauth.maillog.postfix.PostfixParser;
import org.popauth.maillog.vmpop3d.VmPop3dParser;

/// Every daemon whose lines are understood.
final class AllParsers {

    private AllParsers() {}

    /// New parsers, for one source.
    static List<Parser> create() {
        return List.of(new PostfixParser(), new DovecotParser(), new VmPop3dParser());
    }
}
