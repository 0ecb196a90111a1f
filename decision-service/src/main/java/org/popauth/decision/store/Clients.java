package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private static final String LOCK =
            """
            select client, state::text from decision.client_state
            where client = any (array(select json_array_elements_text(?::json)))
            order by client
            for update""";

    private static final String SAVE =
            """
            insert into decision.client_state (client, network, state, touched)
            select client, client::inet, state::jsonb, touched
            from json_to_recordset(?::json) as saved (client text, state text, touched timestamptz)
            on conflict (client) do update set state = excluded.state, touched = excluded.touched""";

    /// Loads states and locks them until the transaction ends, in one order for everybody.
    public Map<Client, ClientState> lock(Collection<Client> clients) {
        var states = new HashMap<Client, ClientState>();
        clients.forEach(client -> states.put(client, ClientState.UNKNOWN));
        var together = new Together();
        lock(together, clients);
        together.read(getEntityManager(), results -> results.next(row -> read(row, states)));
        return states;
    }

    /// Writes a state; it must be locked.
    public void save(Writes writes, Client client, ClientState state) {
        writes.add(SAVE, new Saved(client.toString(), StoreJson.write(state), Instant.now()));
    }

    static void lock(Together together, Collection<Client> clients) {
        together.add(LOCK, clients.stream().map(Client::toString).toList());
    }

    static void read(ResultSet row, Map<Client, ClientState> states) throws SQLException {
        states.put(
                Client.parse(row.getString(1)),
                StoreJson.read(row.getString(2), ClientState.class));
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

    private record Saved(String client, String state, Instant touched) {}
}
