package org.lienthong.security.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Gets the keys of an issuer, as JSON (RFC 7517 §5). Nobody's thread waits for it but those who ask the future. */
@FunctionalInterface
interface KeyFetcher {

    /** Some hundred keys. */
    int LONGEST = 256 * 1024;

    CompletableFuture<String> fetch();

    static KeyFetcher of(Path file) {
        return () -> {
            try {
                return Files.size(file) > LONGEST
                        ? CompletableFuture.failedFuture(new IOException("the file is too long"))
                        : CompletableFuture.completedFuture(Files.readString(file));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        };
    }

    /** @param timeout for everything, the last byte of the answer included */
    static KeyFetcher of(URI address, Duration timeout, @Nullable SSLContext tls) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(timeout).followRedirects(HttpClient.Redirect.NEVER);
        HttpClient http = (tls == null ? builder : builder.sslContext(tls)).build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        return () -> fetch(http, request, timeout);
    }

    private static CompletableFuture<String> fetch(HttpClient http, HttpRequest request, Duration timeout) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(
                request,
                BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
                    if (body.size() + bytes.length > LONGEST) {
                        throw new IllegalStateException("the answer is too long");
                    }
                    body.writeBytes(bytes);
                })));
        CompletableFuture<String> keys = answer.thenApply(response -> {
            if (response.statusCode() != 200) {
                throw new IllegalStateException("the answer is " + response.statusCode());
            }
            return body.toString(StandardCharsets.UTF_8);
        });
        return keys.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((text, failure) -> answer.cancel(true));
    }
}
