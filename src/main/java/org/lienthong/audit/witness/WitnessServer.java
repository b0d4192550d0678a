package org.lienthong.audit.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lienthong.thread.DaemonThreads;

/**
 * A {@link Witness} on the network: {@code POST /add-checkpoint}, and {@code GET /<log id>/checkpoint} for monitors. The
 * JDK's own server is enough: a request is a few hundred bytes, a few times a second.
 */
public final class WitnessServer implements AutoCloseable {

    private static final int LONGEST_BODY = 64 * 1024;
    private static final int THREADS = 16;
    private static final int WAITING = 256;
    private static final Pattern CHECKPOINT = Pattern.compile("/([0-9a-f]{64})/checkpoint");

    private final Witness witness;
    private final Consumer<String> said;
    private final HttpServer server;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), DaemonThreads.named("witness"));

    /**
     * Listens at once.
     *
     * @param said told one line for each answer that is no cosignature
     */
    public WitnessServer(Witness witness, InetSocketAddress address, Consumer<String> said) throws IOException {
        this.witness = witness;
        this.said = said;
        this.server = HttpServer.create(address, 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (IOException | RuntimeException e) {
                said.accept("could not answer: " + e);
                answer = Answer.refused(500, "the witness could not keep its state");
            }
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/add-checkpoint")) {
            return exchange.getRequestMethod().equals("POST")
                    ? add(exchange)
                    : Answer.refused(405, "add-checkpoint is a POST");
        }
        Matcher checkpoint = CHECKPOINT.matcher(path);
        byte[] note = checkpoint.matches() && exchange.getRequestMethod().equals("GET")
                ? witness.latest(checkpoint.group(1))
                : null;
        return note == null ? Answer.refused(404, "no such page") : Answer.file(note);
    }

    private Answer add(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        Answer answer = body.length > LONGEST_BODY ? Answer.refused(400, "the request is too long") : witness.add(body);
        if (answer.status() != 200 && answer.status() != 409) {
            String why = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8).strip();
            said.accept("refused with " + answer.status() + ": " + why);
        }
        return answer;
    }

    /** Finishes what is under way. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdown();
    }
}
