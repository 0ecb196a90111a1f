package org.popauth.ingest.listener;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLException;

/// The JDK's TLS, as a server that gives its clients no tickets for another session.
///
/// In TLS 1.3 tickets come behind the handshake. A sender that only sends does not read them; when
/// it hangs up, its kernel therefore resets the connection, and what it sent last is thrown away
/// unread. The JDK gives no ticket where a session lasts longer than a ticket may (RFC 8446,
/// 4.6.1). That holds for this server alone; the system property for the same would also take the
/// tickets from Kafka in the same process, which cannot do without.
final class WithoutTickets extends JdkSSLEngineOptions {

    private static final int TICKET_SECONDS_MAX = 604_800;

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(SslProvider.JDK, false) {
            @Override
            public SslContext create() throws SSLException {
                var context = super.create();
                context.sessionContext().setSessionTimeout(TICKET_SECONDS_MAX + 1);
                return context;
            }
        };
    }

    @Override
    public WithoutTickets copy() {
        return new WithoutTickets();
    }
}
