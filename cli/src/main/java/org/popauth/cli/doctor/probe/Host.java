package org.popauth.cli.doctor.probe;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Facts;
import org.popauth.cli.doctor.facts.Postfix;
import org.popauth.cli.doctor.facts.Seen;

/// The mail host that is looked at.
public record Host(Programs programs, Places places) {

    /// Looks at everything.
    public Facts look(Instant now) {
        var agent = new LooksAtAgent(programs, places).look();
        var postfix = new LooksAtPostfix(programs, places).look(agent);
        return new Facts(
                new LooksAtMachine(programs, places).look(now, directories(agent, postfix)),
                postfix,
                new LooksAtDovecot(programs, places).look(),
                new LooksAtSyslog(programs, places).look(postfix),
                new LooksAtFirewall(programs, places).look(),
                agent);
    }

    private static Map<String, Path> directories(Agent agent, Seen<Postfix> postfix) {
        var directories = new LinkedHashMap<String, Path>();
        if (agent.isHere()) {
            directories.put("the agent's files", Path.of(agent.tableDirectory()));
        }
        postfix.value()
                .map(it -> it.unexpanded("queue_directory"))
                .filter(it -> it.startsWith("/"))
                .ifPresent(it -> directories.put("Postfix's queue", Path.of(it)));
        return directories;
    }
}
