package org.popauth.benchmarks;

/// The kinds of lines that are measured: at least one for each parser, whose package begins the
/// name.
///
/// In the text `STAMP` stands for the beginning of a line of syslog, `CLIENT` for an address,
/// `USER` for a user, and `NUMBER` for what no other line has there.
public enum LineKind {
    /// A program that has nothing to do with mail.
    FOREIGN("NOT_A_MAIL_DAEMON", "STAMP CRON[NUMBER]: (root) CMD (test -x /usr/sbin/anacron)"),
    /// The most frequent line of Postfix.
    HARMLESS("HARMLESS", "STAMP postfix/qmgr[NUMBER]: 4B1C52E0A1: removed"),
    /// The next one.
    HARMLESS_CONNECT("HARMLESS", "STAMP postfix/smtpd[NUMBER]: connect from unknown[CLIENT]"),
    HARMLESS_DISCONNECT(
            "HARMLESS",
            "STAMP postfix/smtpd[NUMBER]: disconnect from unknown[CLIENT] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5"),
    HARMLESS_DELIVERY(
            "HARMLESS",
            "STAMP postfix/smtp[NUMBER]: 4B1C52E0A1: to=<USER@example.org>, relay=mx.example.org[192.0.2.25]:25, delay=0.9, delays=0.02/0.01/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4B1C52E0A2)"),
    HARMLESS_POSTSCREEN(
            "HARMLESS",
            "STAMP postfix/postscreen[NUMBER]: CONNECT from [CLIENT]:40000 to [192.0.2.1]:25"),
    HARMLESS_DOVECOT(
            "HARMLESS",
            "STAMP dovecot[NUMBER]: imap-login: Disconnected: Connection closed (no auth attempts in 0 secs): user=<>, rip=CLIENT, lip=192.0.2.1, TLS, session=<q454Xu/v>"),

    /// An RBL lists the client.
    POSTFIX_LISTED(
            "rbl-listed",
            "STAMP postfix/smtpd[NUMBER]: NOQUEUE: reject: RCPT from unknown[CLIENT]: 554 5.7.1 Service unavailable; Client host [CLIENT] blocked using zen.example.net; listed; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<mail.example.org>"),
    POSTFIX_RELAY(
            "relay-denied",
            "STAMP postfix/smtpd[NUMBER]: NOQUEUE: reject: RCPT from unknown[CLIENT]: 554 5.7.1 <b@example.com>: Relay access denied; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<mail.example.org>"),
    POSTFIX_LOGIN_FAILED(
            "LoginFailed",
            "STAMP postfix/submission/smtpd[NUMBER]: warning: unknown[CLIENT]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=USER@example.org"),
    /// Somebody logs in to send.
    POSTFIX_LOGIN(
            "LoginSucceeded",
            "STAMP postfix/submission/smtpd[NUMBER]: 4B1C52E0A1: client=unknown[CLIENT], sasl_method=PLAIN, sasl_username=USER@example.org"),
    POSTFIX_PREGREET(
            "pregreet",
            "STAMP postfix/postscreen[NUMBER]: PREGREET 14 after 0.08 from [CLIENT]:40000: EHLO mail.example.org\\r\\n"),
    POSTFIX_RANKED(
            "dnsbl-ranked", "STAMP postfix/postscreen[NUMBER]: DNSBL rank 6 for [CLIENT]:40000"),
    /// Somebody logs in to read mail.
    DOVECOT_LOGIN(
            "LoginSucceeded",
            "STAMP dovecot[NUMBER]: imap-login: Login: user=<USER>, method=PLAIN, rip=CLIENT, lip=192.0.2.1, mpid=77, TLS, session=<sUSER>"),
    DOVECOT_LOGIN_FAILED(
            "LoginFailed",
            "STAMP dovecot[NUMBER]: imap-login: Disconnected: Connection closed (auth failed, 2 attempts in 9 secs): user=<USER>, method=PLAIN, rip=CLIENT, lip=192.0.2.1, TLS, session=<sUSER>"),
    DOVECOT_AUTH_FAILED(
            "LoginFailed",
            "STAMP dovecot[NUMBER]: auth-worker(815): sql(USER@example.org,CLIENT,<sNUMBER>): Password mismatch"),
    EXIM_LOGIN_FAILED(
            "LoginFailed",
            "STAMP exim[NUMBER]: login_server authenticator failed for h.example.net (pc) [CLIENT]: 535 Incorrect authentication data (set_id=USER@example.org)"),
    EXIM_RELAY(
            "relay-denied",
            "STAMP exim[NUMBER]: H=h.example.net (pc) [CLIENT] F=<a@example.org> rejected RCPT <b@example.com>: relay not permitted"),
    SENDMAIL_RELAY(
            "relay-denied",
            "STAMP sm-mta[NUMBER]: s1P819mk027713: ruleset=check_rcpt, arg1=<b@example.com>, relay=h.example.net [CLIENT], reject=550 5.7.1 <b@example.com>... Relaying denied"),
    SENDMAIL_LOGIN_FAILED(
            "LoginFailed",
            "STAMP sendmail[NUMBER]: s1P819mk027713: AUTH failure (LOGIN): authentication failure (-13) SASL(-13): authentication failure: checkpass failed, user=USER@example.org, relay=h.example.net [CLIENT]"),
    OPENSMTPD_LOGIN_FAILED(
            "LoginFailed",
            "STAMP smtpd[815]: 38dd062741NUMBER smtp event=authentication user=USER address=CLIENT host=h.example.net result=permfail"),
    QMAIL_LISTED(
            "rbl-listed",
            "STAMP qmail: 1795416777.485077 rblsmtpd: CLIENT pid NUMBER bl.example.org: 451 http://bl.example.org/CLIENT"),
    AMAVIS_SPAM(
            "content-refused",
            "STAMP amavis[NUMBER]: (815-01) Blocked SPAM {DiscardedInbound,Quarantined}, [CLIENT]:40000 [198.51.100.9] <a@example.net> -> <b@example.org>, quarantine: a/spam-x.gz, Message-ID: <x@example.net>, mail_id: x, Hits: 20.1, size: 815, 104 ms"),
    NGINX_LOGIN(
            "LoginSucceeded",
            "STAMP nginx: 2026/03/01 10:00:00 [info] 815#815: *NUMBER client logged in, client: CLIENT, server: 0.0.0.0:110, login: \"USER\", upstream: 192.0.2.1:110, [CLIENT:40000-192.0.2.2:110] <=> [192.0.2.2:50000-192.0.2.1:110]"),
    APPLEIMAP_LOGIN(
            "LoginSucceeded",
            "Mar  1 2026 10:00:00 IMAP User \"USER\" log on successful from CLIENT"),
    COURIER_LOGIN(
            "LoginSucceeded",
            "STAMP imapd: LOGIN, user=USER@example.org, ip=[::ffff:CLIENT], port=[NUMBER], protocol=IMAP"),
    COURIER_LOGIN_FAILED(
            "LoginFailed",
            "STAMP pop3d: LOGIN FAILED, user=USER@example.org, ip=[::ffff:CLIENT], port=[NUMBER]"),
    CYRUS_LOGIN(
            "LoginSucceeded",
            "STAMP cyrus/imap[NUMBER]: login: dsl.example.net [CLIENT] USER plaintext+TLS User logged in SESSIONID=<mx1-815-1>"),
    CYRUS_LOGIN_FAILED(
            "LoginFailed",
            "STAMP cyrus/imap[NUMBER]: badlogin: dsl.example.net [CLIENT] plaintext USER SASL(-13): authentication failure: checkpass failed"),
    UWIMAP_LOGIN(
            "LoginSucceeded", "STAMP imapd[NUMBER]: Login user=USER host=dsl.example.net [CLIENT]"),
    UWIMAP_LOGIN_FAILED(
            "LoginFailed",
            "STAMP ipop3d[NUMBER]: Login failed user=USER auth=USER host=dsl.example.net [CLIENT]"),
    GNUPOP3D_LOGIN(
            "LoginSucceeded",
            "STAMP gnu-pop3d[NUMBER]: User 'USER' logged in with mailbox 'USER' from CLIENT"),
    QPOPPER_LOGIN(
            "LoginSucceeded",
            "STAMP in.qpopper[NUMBER]: (v4.0.9) POP login by user \"USER\" at (dsl.example.net) CLIENT [pop_log.c:244]"),
    QPOPPER_LOGIN_FAILED(
            "LoginFailed",
            "STAMP in.qpopper[NUMBER]: USER at dsl.example.net (CLIENT): -ERR [AUTH] Password supplied for \"USER\" is incorrect. [pop_pass.c:1295]"),
    VPOPMAIL_LOGIN(
            "LoginSucceeded",
            "STAMP vpopmail[NUMBER]: vchkpw-pop3: (PLAIN) login success USER@example.org:CLIENT"),
    VPOPMAIL_LOGIN_FAILED(
            "LoginFailed",
            "STAMP vpopmail[NUMBER]: vchkpw-pop3: password fail USER@example.org:CLIENT"),
    VMPOP3D_LOGIN(
            "LoginSucceeded",
            "STAMP vm-pop3d[NUMBER]: User 'USER' of 'example.org' logged in from CLIENT"),
    VMPOP3D_LOGIN_FAILED(
            "LoginFailed", "STAMP vm-pop3d[NUMBER]: User 'USER' - failed auth, from=CLIENT"),
    POPA3D_LOGIN(
            "LoginSucceeded", "STAMP popa3d[NUMBER]: Authentication passed for USER -- [CLIENT]"),
    SOLIDPOP3D_LOGIN_FAILED(
            "LoginFailed",
            "STAMP solid-pop3d[NUMBER]: authentication failed for user USER - CLIENT"),
    CUCIPOP_LOGIN("LoginSucceeded", "STAMP cucipop[NUMBER]: USER CLIENT 0, 1 (2), 3 (815)"),
    TEAPOP_LOGIN(
            "LoginSucceeded",
            "STAMP teapop[NUMBER]: Successful login for USER@example.org [192.0.2.1] from dsl.example.net [CLIENT]"),
    PERDITION_LOGIN(
            "LoginSucceeded",
            "STAMP perdition.imaps[NUMBER]: Auth: CLIENT:2274->192.0.2.1:993 client-secure=ssl authorisation_id=NONE authentication_id=\"USER\" server=\"imap.example.org:993\" protocol=IMAP4S server-secure=ssl status=\"ok\""),
    STALWART_LOGIN_FAILED(
            "LoginFailed",
            "2026-03-01T10:00:00Z INFO Authentication failed (auth.failed) listenerId = \"imaptls\", localPort = 993, remoteIp = CLIENT, remotePort = 40000, accountName = \"USER\", id = \"USER\""),
    ZIMBRA_LOGIN_FAILED(
            "LoginFailed",
            "2026-03-01 10:00:00,616 INFO  [qtp-815:https://mail.example.org/service/soap/AuthRequest] [name=USER@example.org;oip=CLIENT;port=40000;ua=zclient/8.8.15;soapId=815;] SoapEngine - handler exception: authentication failed for [USER@example.org], invalid password"),
    ROUNDCUBE_LOGIN_FAILED(
            "LoginFailed",
            "STAMP roundcube[NUMBER]: <q454Xu/v> IMAP Error: Login failed for USER@example.org from CLIENT. AUTHENTICATE PLAIN: Authentication failed. in /srv/rcube_imap.php on line 211 (POST /?_task=login&_action=login)"),
    SOGO_LOGIN_FAILED(
            "LoginFailed",
            "STAMP sogod[NUMBER]: SOGoRootPage Login from 'CLIENT' for user 'USER@example.org' might not have worked - password policy: 65535  grace: -1  expire: -1  bound: 0"),
    HORDE_LOGIN_FAILED(
            "LoginFailed",
            "STAMP HORDE: [imp] FAILED LOGIN for USER@example.org [CLIENT] to {imap.example.org:993 [imap/ssl]} [pid NUMBER on line 139 of \"/srv/imp.php\"]"),
    SNAPPYMAIL_LOGIN_FAILED(
            "LoginFailed",
            "STAMP snappymail[NUMBER]: Auth failed: ip=CLIENT user=USER@example.org"),
    SQUIRRELMAIL_LOGIN_FAILED(
            "LoginFailed",
            "STAMP squirrelmail[NUMBER]: [LOGIN_ERROR] USER (example.org) from CLIENT: Unknown user or password incorrect."),
    MODOBOA_LOGIN_FAILED(
            "LoginFailed",
            "STAMP modoboa.auth: WARNING Failed connection attempt from 'CLIENT' as user 'USER@example.org'"),
    MADDY_LOGIN_FAILED(
            "LoginFailed",
            "STAMP maddy[NUMBER]: submission: authentication failed#011{\"reason\":\"plain_auth: invalid credentials\",\"src_ip\":\"CLIENT:40000\",\"username\":\"USER@example.org\"}"),
    MOX_LOGIN_FAILED(
            "LoginFailed",
            "STAMP mox[NUMBER]: l=info m=\"failed authentication attempt\" pkg=smtpserver username=USER@example.org remote=CLIENT cid=18e2e026bb0 delta=1.3s"),
    DOMINO_LOGIN_FAILED(
            "LoginFailed",
            "2026-03-01 10:00:00   SMTP Server: Authentication failed for user USER@example.org ; connecting host CLIENT"),
    ASSP_LOGIN_FAILED(
            "LoginFailed",
            "Mar-01-26 10:00:00 m1-25391-06124 [Worker_1] [TLS-out] CLIENT [SMTP Error] 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6"),
    /// Where the session of a log-in began.
    AXIGEN_CONNECTION(
            "FIRST_HALF",
            "2026-03-01 10:00:00 +0100 08 mx1 IMAP:NUMBER: [192.0.2.1:993] connection accepted from [CLIENT:40000]"),
    ORACLEIMS_LOGIN_FAILED(
            "LoginFailed",
            "<co ts=\"2026-03-01T10:00:00.99\" pi=\"72aa.17f0.25622\" sc=\"tcp_local\" dr=\"+\" ac=\"U\" tr=\"TCP|192.0.2.1|25|CLIENT|4299\" ap=\"SMTP\" mi=\"Bad password\" us=\"USER@example.org\" di=\"535 5.7.8 Bad username or password (Authentication failed).\"/>"),
    KERIO_RELAY(
            "relay-denied",
            "[01/Mar/2026 10:00:00] Relay attempt from IP address CLIENT, mail from <a@example.net> to <b@example.com> rejected");

    private final String meaning;
    private final String text;

    LineKind(String meaning, String text) {
        this.meaning = meaning;
        this.text = text;
    }

    /// What reading must make of it: the kind of an offence, the type of another event, or why it
    /// is ignored.
    String meaning() {
        return meaning;
    }

    /// The line, with words for what differs.
    String text() {
        return text;
    }
}
