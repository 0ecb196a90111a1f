package org.popauth.maillog;

import java.util.List;
import org.popauth.maillog.amavis.AmavisParser;
import org.popauth.maillog.appleimap.AppleImapParser;
import org.popauth.maillog.assp.AsspParser;
import org.popauth.maillog.axigen.AxigenParser;
import org.popauth.maillog.courier.CourierParser;
import org.popauth.maillog.cucipop.CucipopParser;
import org.popauth.maillog.cyrus.CyrusParser;
import org.popauth.maillog.domino.DominoParser;
import org.popauth.maillog.dovecot.DovecotParser;
import org.popauth.maillog.exim.EximParser;
import org.popauth.maillog.gnupop3d.GnuPop3dParser;
import org.popauth.maillog.horde.HordeParser;
import org.popauth.maillog.kerio.KerioParser;
import org.popauth.maillog.maddy.MaddyParser;
import org.popauth.maillog.modoboa.ModoboaParser;
import org.popauth.maillog.mox.MoxParser;
import org.popauth.maillog.nginx.NginxParser;
import org.popauth.maillog.opensmtpd.OpenSmtpdParser;
import org.popauth.maillog.oracleims.OracleImsParser;
import org.popauth.maillog.parser.Parser;
import org.popauth.maillog.parser.ToldFailures;
import org.popauth.maillog.perdition.PerditionParser;
import org.popauth.maillog.popa3d.Popa3dParser;
import org.popauth.maillog.postfix.PostfixParser;
import org.popauth.maillog.qmail.QmailParser;
import org.popauth.maillog.qpopper.QpopperParser;
import org.popauth.maillog.roundcube.RoundcubeParser;
import org.popauth.maillog.sendmail.SendmailParser;
import org.popauth.maillog.snappymail.SnappyMailParser;
import org.popauth.maillog.sogo.SogoParser;
import org.popauth.maillog.solidpop3d.SolidPop3dParser;
import org.popauth.maillog.squirrelmail.SquirrelMailParser;
import org.popauth.maillog.stalwart.StalwartParser;
import org.popauth.maillog.teapop.TeapopParser;
import org.popauth.maillog.uwimap.UwImapParser;
import org.popauth.maillog.vmpop3d.VmPop3dParser;
import org.popauth.maillog.vpopmail.VpopmailParser;
import org.popauth.maillog.zimbra.ZimbraParser;

/// Every daemon whose lines are understood.
final class AllParsers {

    private AllParsers() {}

    /// New parsers, for one source.
    static List<Parser> create() {
        var told = new ToldFailures();
        return List.of(
                new PostfixParser(told),
                new EximParser(),
                new SendmailParser(),
                new OpenSmtpdParser(),
                new QmailParser(),
                new AmavisParser(),
                new NginxParser(),
                new AppleImapParser(),
                new DovecotParser(told),
                new CourierParser(),
                new CyrusParser(),
                new UwImapParser(),
                new GnuPop3dParser(),
                new QpopperParser(),
                new VpopmailParser(),
                new VmPop3dParser(),
                new Popa3dParser(),
                new SolidPop3dParser(),
                new CucipopParser(),
                new TeapopParser(),
                new PerditionParser(),
                new StalwartParser(),
                new ZimbraParser(),
                new RoundcubeParser(),
                new SogoParser(),
                new HordeParser(),
                new SnappyMailParser(),
                new SquirrelMailParser(),
                new ModoboaParser(),
                new KerioParser(),
                new MaddyParser(),
                new MoxParser(),
                new DominoParser(),
                new AsspParser(),
                new AxigenParser(),
                new OracleImsParser());
    }
}
