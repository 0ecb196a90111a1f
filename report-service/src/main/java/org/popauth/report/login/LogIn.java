package org.popauth.report.login;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import org.popauth.events.Printable;
import org.popauth.report.ReportConfig;

/// Checks names and passwords of HTTP Basic against the password file.
@ApplicationScoped
class LogIn implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    private final PasswordFile file;
    private final ReportConfig config;
    private final Counter failures;
    private final FailedLogIns failed = new FailedLogIns();
    private final RecentLogIns recent = new RecentLogIns(new SecureRandom());

    LogIn(PasswordFile file, ReportConfig config, MeterRegistry meters) {
        this.file = file;
        this.config = config;
        this.failures = meters.counter("popauth_report_failed_logins");
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        var routing = HttpSecurityUtils.getRoutingContextAttribute(request);
        var address =
                routing == null || routing.request().remoteAddress() == null
                        ? "unknown"
                        : String.valueOf(routing.request().remoteAddress().hostAddress());
        var user = request.getUsername();
        var password = new String(request.getPassword().getPassword());
        return context.runBlocking(() -> logIn(user, password, address));
    }

    private SecurityIdentity logIn(String user, String password, String address) {
        var users = file.current();
        var now = Instant.now();
        if (!recent.knows(users, user, password, now)) {
            if (failed.tooMany(address, now)) {
                failures.increment();
                throw new AuthenticationFailedException("too many failed log-ins");
            }
            if (!users.knows(user, password)) {
                failures.increment();
                failed.failed(address, now);
                Log.infof("a log-in to the pages failed client=%s", Printable.of(address, 64));
                throw new AuthenticationFailedException("unknown user or wrong password");
            }
            failed.succeeded(address);
            recent.remember(users, user, password, now);
        }
        return identity(user);
    }

    private SecurityIdentity identity(String user) {
        var identity =
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(user))
                        .addRole(Roles.VIEWER);
        if (config.operators().map(names -> names.contains(user)).orElse(true)) {
            identity.addRole(Roles.OPERATOR);
        }
        return identity.build();
    }
}
