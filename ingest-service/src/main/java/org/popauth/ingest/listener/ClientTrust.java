package org.popauth.ingest.listener;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes clients whose certificate a trusted authority issued and whose name is allowed; of any
/// other it says the name and the reason.
final class ClientTrust extends X509ExtendedTrustManager {

    private static final int DNS_NAME = 2;

    private final X509ExtendedTrustManager trust;
    private final Set<String> names;

    /// @param names of clients that are believed; empty for all
    ClientTrust(X509ExtendedTrustManager trust, Set<String> names) {
        this.trust = trust;
        this.names = Set.copyOf(names);
    }

    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            throw new CertificateException(describe(chain) + ": " + reason(e), e);
        }
        if (!names.isEmpty() && namesOf(chain[0]).stream().noneMatch(names::contains)) {
            throw new CertificateException(
                    describe(chain) + ": its name is not among those that may send (tls.clients)");
        }
    }

    private static String reason(CertificateException e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }

    private static String describe(X509Certificate[] chain) {
        if (chain.length == 0) {
            return "no certificate";
        }
        return "certificate "
                + chain[0].getSubjectX500Principal().getName()
                + " issued by "
                + chain[0].getIssuerX500Principal().getName();
    }

    /// The DNS names and the common name.
    private static List<String> namesOf(X509Certificate certificate) {
        var found = new ArrayList<String>();
        try {
            var dn = new LdapName(certificate.getSubjectX500Principal().getName());
            for (var rdn : dn.getRdns()) {
                if (rdn.getType().equalsIgnoreCase("CN")) {
                    found.add(String.valueOf(rdn.getValue()));
                }
            }
            Collection<List<?>> others = certificate.getSubjectAlternativeNames();
            for (var other : others == null ? List.<List<?>>of() : others) {
                if (Integer.valueOf(DNS_NAME).equals(other.getFirst())) {
                    found.add(String.valueOf(other.get(1)));
                }
            }
        } catch (InvalidNameException | CertificateParsingException e) {
            return found;
        }
        return found;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> trust.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain, () -> trust.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain, () -> trust.checkClientTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        trust.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        trust.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        trust.checkServerTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
