package org.popauth.enforcer.reconcile;

import io.quarkus.logging.Log;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.events.Address;
import org.popauth.events.Network;

/// The second gate of this host as it is now: its settings, the networks that its Postfix calls its
/// own, and the addresses of its interfaces, which come and go.
public final class HostGuard implements Supplier<Guard> {

    private final Guard settings;
    private final Supplier<List<Network>> mynetworks;
    private List<Network> lastMynetworks = List.of();
    private List<Network> lastAddresses = List.of();
    private volatile Guard current;
    private volatile @Nullable String problem;

    /// @param settings what the settings protect
    /// @param mynetworks asks Postfix
    public HostGuard(Guard settings, Supplier<List<Network>> mynetworks) {
        this.settings = settings;
        this.mynetworks = mynetworks;
        this.current = settings;
    }

    @Override
    public Guard get() {
        return current;
    }

    /// Why it may not be complete; null when it is.
    public @Nullable String problem() {
        return problem;
    }

    /// Asks again. What was protected before stays so when there is no answer.
    public void refresh() {
        String failure = null;
        try {
            lastMynetworks = mynetworks.get();
        } catch (CommandFailed e) {
            failure = "mynetworks of Postfix is not known: " + e.getMessage();
        }
        try {
            lastAddresses = addresses();
        } catch (SocketException e) {
            failure = "the addresses of the interfaces are not known: " + e.getMessage();
        }
        if (failure != null && !failure.equals(problem)) {
            Log.warn(failure);
        }
        problem = failure;
        current =
                settings.and(lastMynetworks, "which is in mynetworks of Postfix")
                        .and(lastAddresses, "which is an address of this host");
    }

    private static List<Network> addresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(Address::of)
                .map(address -> new Network(address, address.bits()))
                .distinct()
                .sorted()
                .toList();
    }
}
