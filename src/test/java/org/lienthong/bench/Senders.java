package org.lienthong.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Sends documents over kept-alive connections, one thread each, as fast as they are accepted. */
final class Senders implements AutoCloseable {

    private final Flight flight;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<String> trouble = new AtomicReference<>();

    Senders(Flight flight, Documents documents, int concurrency, int port, String path) {
        this.flight = flight;
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer demo-" + Documents.SENDER
                        + "\r\nContent-Type: application/xml\r\nContent-Length: " + documents.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < concurrency; i++) {
            Thread thread = new Thread(() -> run(documents, head, port), "sender-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    private void run(Documents documents, byte[] head, int port) {
        byte[] document = documents.copy();
        try (HttpConnection connection = HttpConnection.to(port)) {
            for (long number = flight.start(); number >= 0; number = flight.start()) {
                documents.number(document, number);
                connection.write(head, document);
                int status = connection.readStatus();
                if (status != 202) {
                    throw new IOException("answered " + status + " " + connection.text());
                }
            }
        } catch (IOException | InterruptedException e) {
            trouble.compareAndSet(null, e.toString());
            flight.stop();
        }
    }

    /** What went wrong first, or null. */
    String trouble() {
        return trouble.get();
    }

    @Override
    public void close() throws InterruptedException {
        flight.stop();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
