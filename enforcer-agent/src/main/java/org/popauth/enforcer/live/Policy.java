package org.popauth.enforcer.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Printable;

/// Postfix's policy delegation protocol (SMTPD_POLICY_README): lines `name=value` up to an empty
/// one are answered with `action=…` and an empty line.
///
/// It stands before `reject_unauth_destination`, so it says OK for nothing but a grant that stands
/// for that very address, and DUNNO for all else. Which table is asked says the attribute
/// `policy_context` (Postfix 3.1): `rbl_cache`, or `popauth_checks`, as without one.
final class Policy implements Protocol {

    private static final int TEXT_CHARS_MAX = 200;
    private static final String DUNNO = "DUNNO";

    private final Tables tables;
    private final int requestBytesMax;
    private final int attributesMax;

    Policy(Tables tables, int requestBytesMax, int attributesMax) {
        this.tables = tables;
        this.requestBytesMax = requestBytesMax;
        this.attributesMax = attributesMax;
    }

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public @Nullable Exchange serve(InputStream in) throws IOException {
        var attributes = new Attributes(attributesMax);
        var read = attributes.read(in, requestBytesMax);
        return switch (read) {
            case NOTHING -> null;
            case COMPLETE -> exchange(reply(attributes.values()), false);
            case WRONG -> exchange(tables.malformed(), false);
            case BROKEN -> exchange(tables.malformed(), true);
        };
    }

    private Reply reply(Map<String, String> request) {
        var address = request.get("client_address");
        if (address == null || !"smtpd_access_policy".equals(request.get("request"))) {
            return tables.malformed();
        }
        var context = request.getOrDefault("policy_context", "");
        var table = context.isEmpty() ? "popauth_checks" : context;
        return tables.ask(table, address, () -> asked(request));
    }

    private static String asked(Map<String, String> request) {
        return "policy at "
                + text(request, "protocol_state")
                + ", from <"
                + text(request, "sender")
                + "> to <"
                + text(request, "recipient")
                + ">, instance "
                + text(request, "instance");
    }

    private static String text(Map<String, String> request, String name) {
        return Printable.of(request.getOrDefault(name, ""), TEXT_CHARS_MAX);
    }

    private static Exchange exchange(Reply reply, boolean last) {
        var action = reply.value() == null ? DUNNO : reply.value();
        return new Exchange(("action=" + action + "\n\n").getBytes(UTF_8), last);
    }
}
