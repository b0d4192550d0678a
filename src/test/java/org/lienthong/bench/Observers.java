package org.lienthong.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A collector of traces that forgets them, and somebody who asks for the metrics every five seconds while the hub is
 * measured: its turns must not cost another one's.
 */
final class Observers implements AutoCloseable {

    private static final int SCRAPE_SECONDS = 5;

    private final HttpServer collector;
    private final int management;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService scraper = Executors.newSingleThreadScheduledExecutor();

    Observers(int management) throws IOException {
        this.management = management;
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, -1);
            }
        });
        collector.start();
    }

    URI traces() {
        return URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
    }

    /** The hub, with somebody who looks at it. */
    Variant watching(Variant hub) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + management + "/actuator/prometheus"))
                .header("Authorization", "Bearer demo-operator")
                .build();
        return new Variant() {
            @Override
            public String title() {
                return hub.title();
            }

            @Override
            public Result measure(int run, Load load) throws Exception {
                ScheduledFuture<?> scrapes = scraper.scheduleAtFixedRate(
                        () -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding()),
                        load.patience() + 1L,
                        SCRAPE_SECONDS,
                        TimeUnit.SECONDS);
                try {
                    return hub.measure(run, load);
                } finally {
                    scrapes.cancel(false);
                }
            }

            @Override
            public void close() throws IOException, InterruptedException {
                hub.close();
            }
        };
    }

    @Override
    public void close() {
        scraper.shutdownNow();
        collector.stop(0);
    }
}
