package org.lienthong.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the hub's REST API as one caller after the other. Every call fails with an IOException while the hub is down. */
final class HubCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HubProcess hub;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    HubCalls(HubProcess hub) {
        this.hub = hub;
    }

    HttpResponse<String> submit(String agency, byte[] document) throws IOException, InterruptedException {
        return http.send(
                to(hub.api("/api/v1/documents"), agency)
                        .header("Content-Type", "application/xml")
                        .POST(BodyPublishers.ofByteArray(document))
                        .build(),
                BodyHandlers.ofString());
    }

    JsonNode json(String caller, String path) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(ok(http.send(to(hub.api(path), caller).build(), BodyHandlers.ofString())));
    }

    byte[] download(String agency, String deliveryId) throws IOException, InterruptedException {
        return ok(http.send(to(hub.api("/api/v1/inbox/" + deliveryId), agency).build(), BodyHandlers.ofByteArray()));
    }

    void acknowledge(String agency, String deliveryId) throws IOException, InterruptedException {
        ok(http.send(
                to(hub.api("/api/v1/inbox/" + deliveryId + "/ack"), agency)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"outcome\":\"done\"}"))
                        .build(),
                BodyHandlers.ofString()));
    }

    String metrics() throws IOException, InterruptedException {
        return ok(
                http.send(to(hub.management("/actuator/prometheus"), "operator").build(), BodyHandlers.ofString()));
    }

    private static HttpRequest.Builder to(URI address, String caller) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer demo-" + caller)
                .timeout(PATIENCE);
    }

    private static <T> T ok(HttpResponse<T> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException(response.request().uri().getPath() + " answered " + response.statusCode());
        }
        return response.body();
    }
}
