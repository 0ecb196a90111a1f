package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.popauth.decision.policy.ClientState;
import org.popauth.events.Client;

/// The states of all clients.
@ApplicationScoped
public class Clients implements PanacheRepositoryBase<ClientRow, String> {

    /// Loads states and locks them until the transaction ends, in one order for everybody.
    public Map<Client, ClientState> lock(Collection<Client> clients) {
        var states = new HashMap<Client, ClientState>();
        clients.forEach(client -> states.put(client, ClientState.UNKNOWN));
        if (clients.isEmpty()) {
            return states;
        }
        find("client in ?1", Sort.by("client"), clients.stream().map(Client::toString).toList())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .forEach(row -> states.put(Client.parse(row.client), state(row)));
        return states;
    }

    /// Writes states; they must be locked.
    public void save(Map<Client, ClientState> states) {
        for (var entry : states.entrySet()) {
            var key = entry.getKey().toString();
            var row = findById(key);
            boolean isNew = row == null;
            if (row == null) {
                row = new ClientRow();
                row.client = key;
                row.network = key;
            }
            row.state = StoreJson.write(entry.getValue());
            row.touched = Instant.now();
            if (isNew) {
                persist(row);
            }
        }
    }

    /// The state of one client, not locked.
    public Optional<ClientState> read(Client client) {
        return findByIdOptional(client.toString()).map(Clients::state);
    }

    /// Forgets clients that were not written to since an instant and that nothing is published of.
    public long forgetUntouchedSince(Instant touched) {
        return getEntityManager()
                .createNativeQuery(
                        """
                        delete from decision.client_state s where s.client in (
                            select client from decision.client_state c
                            where touched < :touched and not exists (
                                select 1 from decision.current_decision d
                                where d.state_client = c.client)
                            limit 10000
                            for update skip locked)
                        """)
                .setParameter("touched", touched)
                .executeUpdate();
    }

    private static ClientState state(ClientRow row) {
        return StoreJson.read(row.state, ClientState.class);
    }
}
