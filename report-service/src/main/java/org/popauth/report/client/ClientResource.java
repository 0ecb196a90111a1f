package org.popauth.report.client;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.report.event.Events;
import org.popauth.report.login.Roles;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Pages;
import org.popauth.report.page.ReportPage;

/// What stands for a client, why, and everything that led to it.
@Path("/clients")
@ReportPage
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class ClientResource {

    private static final List<Column> COLUMNS =
            List.of(
                    Column.descending("When (UTC)", "at", "at"),
                    Column.ascending("What", "what", "what"),
                    Column.ascending("Mail host", "host", "host"),
                    Column.ascending("Address", "address", "address"),
                    Column.of("Log line"));

    private final Clients clients;
    private final Events events;
    private final Lists lists;
    private final Pages pages;

    ClientResource(Clients clients, Events events, Lists lists, Pages pages) {
        this.clients = clients;
        this.events = events;
        this.lists = lists;
        this.pages = pages;
    }

    @GET
    public Response client(
            @Context UriInfo uri,
            @QueryParam("client") @Nullable String asked,
            @QueryParam("done") @Nullable String done) {
        var text = asked == null ? "" : asked.strip();
        if (text.isEmpty()) {
            return find("", "");
        }
        return read(text)
                .map(client -> show(uri, client, done))
                .orElseGet(
                        () -> find(text, "That is no IPv4 address, IPv6 address or IPv6 network."));
    }

    /// An exact IPv6 address is looked at together with its /64.
    private static Optional<Client> read(String text) {
        try {
            var client = Client.parse(text);
            return Optional.of(client.isExact() ? Client.of(client.network().address()) : client);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Response find(String asked, String problem) {
        return Lists.html(
                new FindClientPage(pages.open("Client", "/clients", null), asked, problem));
    }

    private Response show(UriInfo uri, Client client, @Nullable String done) {
        var query = ListQuery.of(uri, COLUMNS, "client");
        return lists.answer(
                query,
                events.of(client.network(), COLUMNS, query),
                slice ->
                        new ClientPage(
                                pages.open("Client " + client, "/clients", done),
                                clients.view(client),
                                lists.listing("Timeline", COLUMNS, query, slice),
                                slice.rows()));
    }
}
