package org.popauth.enforcer.firewall;

import java.util.List;

/// Writes scripts for `iptables-restore --noflush`, which makes each in one transaction.
final class ChainScript {

    static final String CHAIN = "POPAUTH";
    private static final String JUMP = "-A INPUT -j POPAUTH";

    private ChainScript() {}

    /// The chain as it must be, and the jump to it as the first rule of INPUT.
    ///
    /// @param input the rules of INPUT as `iptables -S INPUT` prints them
    static String of(
            String allow, List<String> drops, FirewallSettings settings, List<String> input) {
        var text = new StringBuilder("*filter\n:POPAUTH - [0:0]\n");
        text.append("-A POPAUTH -m set --match-set ").append(allow).append(" src -j RETURN\n");
        for (var set : drops) {
            text.append("-A POPAUTH ");
            if (!settings.ports().isEmpty()) {
                text.append("-p tcp -m multiport --dports ").append(settings.portList(","));
            }
            text.append(" -m set --match-set ").append(set).append(" src -j DROP\n");
        }
        if (!jumpsFirst(input)) {
            removeJumps(text, input);
            text.append("-I INPUT 1 -j POPAUTH\n");
        }
        return text.append("COMMIT\n").toString();
    }

    /// Removes the jumps and the chain.
    static String removal(List<String> input) {
        var text = new StringBuilder("*filter\n:POPAUTH - [0:0]\n");
        removeJumps(text, input);
        return text.append("-X POPAUTH\nCOMMIT\n").toString();
    }

    private static void removeJumps(StringBuilder text, List<String> input) {
        input.stream().filter(JUMP::equals).forEach(_ -> text.append("-D INPUT -j POPAUTH\n"));
    }

    /// True when INPUT jumps to the chain before anything else, and once.
    static boolean jumpsFirst(List<String> input) {
        var rules = input.stream().filter(line -> line.startsWith("-A ")).toList();
        return !rules.isEmpty() && rules.getFirst().equals(JUMP) && rules.lastIndexOf(JUMP) == 0;
    }
}
