package org.lienthong.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Calls the hub's REST API as an agency's system does, with the key of the agency. */
final class AgencyCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Supplier<URI> hub;
    private final UnaryOperator<String> keys;

    /**
     * @param hub its address, without a path
     * @param keys the key of an agency by its id
     */
    AgencyCalls(Supplier<URI> hub, UnaryOperator<String> keys) {
        this.hub = hub;
        this.keys = keys;
    }

    /** What the hub answered, whatever it was. */
    record Answer(int status, String body) {}

    /** @throws IOException when there is no answer, or the hub says that it has trouble: trying again later makes sense */
    Answer call(String agency, String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(hub.get().resolve(path))
                .header("Authorization", "Bearer " + keys.apply(agency))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, UTF_8))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        if (response.statusCode() >= 500) {
            throw new IOException(method + ' ' + path + ": " + response.statusCode());
        }
        return new Answer(response.statusCode(), response.body());
    }
}
