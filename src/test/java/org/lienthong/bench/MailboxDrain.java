package org.lienthong.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recipient that fetches: lists its mailbox, gets and acknowledges each document over several connections. */
final class MailboxDrain implements AutoCloseable {

    private static final String DONE = "{\"outcome\":\"done\"}";
    private static final int PAGE = 200;

    private final Flight flight;
    private final String agency;
    private final List<HttpConnection> connections = new ArrayList<>();
    private final ExecutorService workers;
    private final Thread lister;
    private volatile boolean open = true;
    private volatile String trouble;

    MailboxDrain(Flight flight, String agency, int port, int connectionCount) throws IOException {
        this.flight = flight;
        this.agency = agency;
        for (int i = 0; i < connectionCount; i++) {
            connections.add(HttpConnection.to(port));
        }
        workers = Executors.newFixedThreadPool(connectionCount);
        lister = new Thread(this::run, "mailbox");
        lister.start();
    }

    private void run() {
        try {
            while (open) {
                drain(list());
            }
        } catch (IOException | InterruptedException | ExecutionException e) {
            trouble = e.toString();
            flight.stop();
        }
    }

    private JsonNode list() throws IOException {
        HttpConnection first = connections.get(0);
        first.write(request("GET", "?limit=" + PAGE + "&wait=1", ""), new byte[0]);
        expect(200, first);
        return JsonMapper.shared().readTree(first.text()).get("items");
    }

    private void drain(JsonNode items) throws InterruptedException, ExecutionException {
        ConcurrentLinkedQueue<JsonNode> waiting = new ConcurrentLinkedQueue<>();
        items.forEach(waiting::add);
        List<Callable<Void>> work = new ArrayList<>();
        for (HttpConnection connection : connections) {
            work.add(() -> {
                for (JsonNode item = waiting.poll(); item != null; item = waiting.poll()) {
                    fetch(connection, item);
                }
                return null;
            });
        }
        for (Future<Void> one : workers.invokeAll(work)) {
            one.get();
        }
    }

    private void fetch(HttpConnection connection, JsonNode item) throws IOException {
        String id = item.get("deliveryId").asString();
        connection.write(request("GET", "/" + id, ""), new byte[0]);
        expect(200, connection);
        if (connection.bodyLength() != item.get("size").asInt()) {
            throw new IOException(id + " has " + connection.bodyLength() + " bytes");
        }
        connection.write(request("POST", "/" + id + "/ack", DONE), new byte[0]);
        expect(200, connection);
        flight.arrived(Documents.numberOf(item.get("documentId").asString()));
    }

    private byte[] request(String method, String rest, String body) {
        return (method + " /api/v1/inbox" + rest + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer demo-"
                        + agency + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void expect(int status, HttpConnection connection) throws IOException {
        int actual = connection.readStatus();
        if (actual != status) {
            throw new IOException("answered " + actual + " " + connection.text());
        }
    }

    /** What went wrong first, or null. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        open = false;
        lister.join();
        workers.shutdown();
        for (HttpConnection connection : connections) {
            connection.close();
        }
    }
}
