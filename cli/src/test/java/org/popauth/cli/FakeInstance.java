package org.popauth.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An HTTP server that answers as told and remembers what it was asked.
final class FakeInstance implements AutoCloseable {

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /// What came in.
    record Request(String method, String uri, @Nullable String authorization, String body) {}

    /// What goes out.
    record Answer(int status, String body) {}

    FakeInstance(Function<Request, Answer> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    static FakeInstance answering(int status, String body) throws IOException {
        return new FakeInstance(_ -> new Answer(status, body));
    }

    private void answer(HttpExchange exchange, Function<Request, Answer> answers)
            throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var request =
                new Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        body);
        requests.add(request);
        var answer = answers.apply(request);
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    List<Request> requests() {
        return requests;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Leaves in a directory what a running instance leaves there.
    Path leaveTracesIn(Path data) throws IOException {
        Files.writeString(
                data.resolve("popauth.json"),
                "{\"url\":\"" + url() + "/\",\"pid\":" + ProcessHandle.current().pid() + "}");
        Files.writeString(data.resolve("api-token"), "s3cret\n");
        return data;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
