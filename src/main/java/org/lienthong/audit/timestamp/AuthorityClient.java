package org.lienthong.audit.timestamp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.lienthong.audit.token.TimestampException;

/** Speaks RFC 3161 over HTTP (§3.4) with an authority that may be slow, broken or hostile. */
final class AuthorityClient {

    private static final int LONGEST_ANSWER = 256 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final UnaryOperator<URI> resolve;

    /** @param resolve turns a path of this hub's own into an address */
    AuthorityClient(UnaryOperator<URI> resolve) {
        this.resolve = resolve;
    }

    /** @param timeout for everything, the last byte of the answer included */
    byte[] ask(URI url, Duration timeout, byte[] query) throws TimestampException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpRequest request = HttpRequest.newBuilder(resolve.apply(url))
                .timeout(timeout)
                .header("Content-Type", "application/timestamp-query")
                .POST(BodyPublishers.ofByteArray(query))
                .build();
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(
                request,
                BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
                    if (body.size() + bytes.length > LONGEST_ANSWER) {
                        throw new IllegalStateException("the answer is too long");
                    }
                    body.writeBytes(bytes);
                })));
        try {
            HttpResponse<Void> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new TimestampException("answers " + response.statusCode());
            }
            String type = response.headers().firstValue("Content-Type").orElse("");
            if (!type.startsWith("application/timestamp-reply")) {
                throw new TimestampException("answers with another content type");
            }
            return body.toByteArray();
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new TimestampException("does not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new TimestampException(
                    cause instanceof IOException ? "cannot be reached: " + cause : "failed: " + cause);
        }
    }
}
