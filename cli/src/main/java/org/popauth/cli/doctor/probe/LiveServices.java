package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.popauth.cli.doctor.facts.Agent.Contact;

/// Asks the agent's live services as Postfix would, about an address of nobody.
final class LiveServices {

    private static final String NOBODY = "192.0.2.1";
    private static final String POLICY =
            "request=smtpd_access_policy\nprotocol_state=RCPT\nclient_address=" + NOBODY + "\n\n";
    private static final String SOCKETMAP = "popauth_checks " + NOBODY;
    private static final int ANSWER_BYTES_MAX = 2000;

    private LiveServices() {}

    static List<Contact> ask(List<String> policies, List<String> socketmaps) {
        var contacts = new ArrayList<Contact>();
        policies.forEach(it -> contacts.add(Endpoint.contact(it, LiveServices::policy)));
        socketmaps.forEach(it -> contacts.add(Endpoint.contact(it, LiveServices::socketmap)));
        return List.copyOf(contacts);
    }

    private static String policy(SocketChannel service, Endpoint endpoint) throws IOException {
        var answer = exchange(service, POLICY, "\n\n");
        if (!answer.startsWith("action=")) {
            throw new IOException("what answers is no policy service");
        }
        return "the policy service says " + answer.strip();
    }

    private static String socketmap(SocketChannel service, Endpoint endpoint) throws IOException {
        var answer = exchange(service, SOCKETMAP.length() + ":" + SOCKETMAP + ",", ",");
        if (!answer.matches("(?s)\\d+:(OK|NOTFOUND|TEMP|PERM|TIMEOUT) .*,")) {
            throw new IOException("what answers is no socketmap");
        }
        return "the socketmap says " + answer.replaceAll("^\\d+:|,$", "").strip();
    }

    /// Says something and reads until an end, or until the service hangs up.
    private static String exchange(SocketChannel service, String says, String end)
            throws IOException {
        var out = Channels.newOutputStream(service);
        out.write(says.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        var in = Channels.newInputStream(service);
        var answer = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            answer.append((char) next);
            if (answer.length() >= ANSWER_BYTES_MAX || answer.toString().endsWith(end)) {
                break;
            }
        }
        return answer.toString();
    }
}
