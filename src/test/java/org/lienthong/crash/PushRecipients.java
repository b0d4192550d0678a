package org.lienthong.crash;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Agencies that are called, at {@code /<agency>}: they write down what came before they answer, now and then refuse for
 * the moment, and now and then take it and hang up without an answer.
 */
final class PushRecipients implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final LedgerFile ledger;
    private final SplittableRandom random;
    private volatile boolean moody;
    private volatile long slowness;

    PushRecipients(LedgerFile ledger, long seed) throws IOException {
        this.ledger = ledger;
        this.random = new SplittableRandom(seed);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.createContext("/", this::receive);
        server.setExecutor(workers);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /**
     * @param moody whether they fail now and then
     * @param slowness milliseconds that each delivery takes
     */
    void behave(boolean moody, long slowness) {
        this.moody = moody;
        this.slowness = slowness;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            int dice = dice();
            LockSupport.parkNanos(slowness * 1_000_000);
            if (moody && dice < 8) {
                exchange.sendResponseHeaders(dice < 4 ? 500 : 503, -1);
                return;
            }
            Headers headers = exchange.getRequestHeaders();
            String length = headers.getFirst("Content-Length");
            if (length != null && Long.parseLong(length) != bytes.length) {
                return; // cut off in the middle: nothing was taken
            }
            String digest =
                    "sha-256=:" + Base64.getEncoder().encodeToString(DigestUtils.sha256(bytes)) + ":"; // RFC 9530
            ledger.append(
                    "RECV",
                    exchange.getRequestURI().getPath().substring(1),
                    headers.getFirst("Idempotency-Key"),
                    headers.getFirst("Exchange-Id"),
                    Letter.keyOf(bytes),
                    Letter.originalSha256(bytes),
                    digest.equals(headers.getFirst("Content-Digest")));
            if (moody && dice < 12) {
                return; // taken, and the hub does not learn of it
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private synchronized int dice() {
        return random.nextInt(100);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
