package org.popauth.enforcer;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.popauth.enforcer.config.AgentConfig;
import org.popauth.enforcer.config.AgentConfig.Backend;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.exec.Commands;

/// Removes from this host what popAuth made, by whatever backend, and nothing else. May be
/// repeated. `popauth.log` stays.
final class Purge {

    private static final List<String> TABLES = List.of("popauth_checks", "rbl_cache");

    private final AgentConfig config;
    private final Commands commands;

    Purge(AgentConfig config) {
        this.config = config;
        this.commands = new Commands(config.commands().timeout());
    }

    /// Removes it.
    ///
    /// @param tables whether the Postfix tables are removed; main.cf must not name them any more,
    ///   since Postfix defers all mail while one is missing
    /// @return true when all of it is gone
    boolean run(boolean tables, PrintStream out) {
        boolean done = true;
        for (var backend : Backend.values()) {
            if (commands.exists(program(backend))) {
                done &= withdraw(backend, out);
            }
        }
        delete(config.stateDir(), ".standing.new");
        delete(config.stateDir(), "standing");
        delete(config.stateDir(), Parts.UNTOLD);
        if (tables) {
            deleteTables(config.postfix().directory().orElse(config.stateDir()));
        }
        out.println(
                done
                        ? "popauth: nothing of popAuth is left in the firewall"
                                + (tables ? " nor in Postfix's tables" : "")
                        : "popauth: not everything could be removed");
        return done;
    }

    private Path program(Backend backend) {
        return switch (backend) {
            case DRY_RUN -> Path.of("/");
            case NFTABLES -> config.commands().nft();
            case IPTABLES -> config.commands().ipset();
            case BLACKHOLE -> config.commands().ip();
        };
    }

    private boolean withdraw(Backend backend, PrintStream out) {
        try {
            FirewallParts.firewall(backend, config, commands).withdraw();
            return true;
        } catch (CommandFailed | UncheckedIOException e) {
            out.println("popauth: " + e.getMessage());
            return false;
        }
    }

    /// Also what an agent left there that was killed while it made one.
    private static void deleteTables(Path directory) {
        for (var table : TABLES) {
            var unfinished = "." + table + ".new";
            for (var suffix : List.of("", ".lmdb", ".cdb", ".cdb.tmp", ".db")) {
                delete(directory, table + suffix);
                delete(directory, unfinished + suffix);
                delete(directory, "__db." + unfinished + suffix);
            }
        }
    }

    private static void delete(Path directory, String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (AccessDeniedException e) {
            throw new UncheckedIOException(
                    "cannot delete " + directory.resolve(name) + ": run it as root", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot delete " + directory.resolve(name) + ": " + e.getMessage(), e);
        }
    }
}
