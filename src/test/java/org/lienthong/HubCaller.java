package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.lienthong.testing.Patience;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as one caller uses it. */
final class HubCaller {

    private final RunningHub hub;
    private final HttpClient http;
    private final String key;

    HubCaller(RunningHub hub, HttpClient http, String name) {
        this.hub = hub;
        this.http = http;
        this.key = "Bearer demo-" + name;
    }

    /** @param headers names and values in turn */
    HttpResponse<String> post(String path, String contentType, byte[] body, String... headers) {
        return post(path, contentType, BodyPublishers.ofByteArray(body), headers);
    }

    HttpResponse<String> post(String path, String contentType, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = request(path, headers).POST(body);
        return send(request.header("Content-Type", contentType).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> postDocument(byte[] document, String... headers) {
        return post("/api/v1/documents", "application/xml", document, headers);
    }

    /** The receipt of a submission that must be accepted. */
    JsonNode submit(byte[] document) {
        HttpResponse<String> response = postDocument(document);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return json(response);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).build(), BodyHandlers.ofString());
    }

    JsonNode getJson(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    JsonNode exchange(String exchangeId) {
        return getJson("/api/v1/exchanges/" + exchangeId);
    }

    /** What this agency finds of one exchange in its mailbox now. */
    List<JsonNode> inbox(String exchangeId) {
        JsonNode items = getJson("/api/v1/inbox?limit=500").get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.get("exchangeId").asString().equals(exchangeId))
                .toList();
    }

    /** The one delivery of an exchange in this agency's mailbox. */
    JsonNode delivery(String exchangeId) {
        List<JsonNode> items = inbox(exchangeId);
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    String deliveryId(String exchangeId) {
        return delivery(exchangeId).get("deliveryId").asString();
    }

    HttpResponse<byte[]> download(String deliveryId) {
        return send(request("/api/v1/inbox/" + deliveryId).build(), BodyHandlers.ofByteArray());
    }

    <T> HttpResponse<T> download(String deliveryId, BodyHandler<T> handler) {
        return send(request("/api/v1/inbox/" + deliveryId).build(), handler);
    }

    HttpResponse<String> acknowledge(String deliveryId, String outcome) {
        String body = "{\"outcome\":\"" + outcome + "\"}";
        return post("/api/v1/inbox/" + deliveryId + "/ack", "application/json", body.getBytes());
    }

    /** Fetches the one delivery of an exchange, and takes it over. */
    byte[] receive(String exchangeId) {
        String deliveryId = deliveryId(exchangeId);
        HttpResponse<byte[]> response = download(deliveryId);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(acknowledge(deliveryId, "done").statusCode()).isEqualTo(200);
        return response.body();
    }

    /** A member of what the sender sees of one recipient of an exchange. */
    Optional<String> recipient(String exchangeId, String agency, String member) {
        return StreamSupport.stream(exchange(exchangeId).get("recipients").spliterator(), false)
                .filter(recipient -> recipient.get("agency").asString().equals(agency))
                .map(recipient -> recipient.path(member).asString())
                .findFirst();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.api(path))
                .header("Authorization", key)
                .timeout(Patience.LIMIT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
