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
import java.util.concurrent.TimeUnit;

/** A collector of traces that forgets them, and somebody who asks for the metrics every five seconds. */
final class Observers implements AutoCloseable {

    private static final int SCRAPE_SECONDS = 5;

    private final HttpServer collector;
    private final int management;
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

    void start() {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + management + "/actuator/prometheus"))
                .header("Authorization", "Bearer demo-operator")
                .build();
        scraper.scheduleWithFixedDelay(
                () -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding()),
                SCRAPE_SECONDS,
                SCRAPE_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        scraper.shutdownNow();
        collector.stop(0);
    }
}
