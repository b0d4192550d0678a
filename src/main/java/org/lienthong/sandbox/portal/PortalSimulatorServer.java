package org.lienthong.sandbox.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lienthong.thread.DaemonThreads;

/**
 * A {@link PortalSimulator} on a port of this machine, apart from any hub: for the benchmark, which counts it apart, and
 * for tests in which the hub dies and the portal does not.
 */
public final class PortalSimulatorServer implements AutoCloseable {

    private static final String DESK = "/simulator/";

    static {
        // Read once by the JDK's server: without it each answer waits for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final PortalSimulator simulator;
    private final PortalDesk desk;
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("portal-simulator"));
    private final int port;
    private HttpServer server;

    /** Listens at once. */
    public PortalSimulatorServer(PortalSimulator simulator, int port) throws IOException {
        this.simulator = simulator;
        this.desk = new PortalDesk(simulator);
        this.server = listen(port);
        this.port = server.getAddress().getPort();
    }

    public static void main(String[] args) throws IOException {
        int port = 0;
        Path journal = null;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--port" -> port = Integer.parseInt(args[i + 1]);
                case "--journal" -> journal = Path.of(args[i + 1]);
                default -> throw new IllegalArgumentException("there is no " + args[i]);
            }
        }
        PortalSimulator simulator = new PortalSimulator("lienthong", "demo-portal", journal, new Random());
        PortalSimulatorServer server = new PortalSimulatorServer(simulator, port);
        System.out.println("listening on " + server.url());
    }

    /** What the register of agencies has as the portal's address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public PortalSimulator simulator() {
        return simulator;
    }

    /** Nobody listens any more; calls under way are cut. */
    public synchronized void leave() {
        server.stop(0);
    }

    /** Listens on the same port again, and knows what it knew. */
    public synchronized void comeBack() throws IOException {
        server = listen(port);
    }

    private HttpServer listen(int wanted) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 256);
        made.createContext("/", this::handle);
        made.setExecutor(threads);
        made.start();
        return made;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body;
            try (InputStream in = exchange.getRequestBody()) {
                body = in.readAllBytes();
            }
            PortalAnswer answer = answer(exchange, body);
            if (answer.isCut()) {
                return; // closing without an answer breaks the connection
            }
            if (!answer.contentType().isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            }
            if (answer.retryAfter() > 0) {
                exchange.getResponseHeaders().set("Retry-After", String.valueOf(answer.retryAfter()));
            }
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private PortalAnswer answer(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        int at = path.indexOf(DESK);
        if (at >= 0) {
            return desk.answer(exchange.getRequestMethod(), path.substring(at + DESK.length()), body);
        }
        if (path.endsWith("/mapi/login")) {
            return simulator.login(body);
        }
        return path.endsWith("/mapi/g") ? simulator.service(body) : PortalAnswer.status(404);
    }

    @Override
    public synchronized void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        simulator.close();
    }
}
