package org.lienthong.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.axis.AxisSignature;
import tools.jackson.core.JacksonException;

/** Calls the axis' API over HTTP as the vendors' SDK does. Bodies stream both ways. */
final class AxisClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
    private static final ZoneId VIET_NAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** {@code ddMMyyyy'T'HHmmss+SSSS} as SimpleDateFormat reads it: SSSS is the millisecond in four digits. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("ddMMuuuu'T'HHmmss'+'")
            .appendValue(ChronoField.MILLI_OF_SECOND, 4)
            .toFormatter();

    private final Supplier<URI> axis;
    private final UnaryOperator<String> secrets;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /**
     * @param axis the API's address, asked for at every call; an IllegalStateException from it means "not known yet"
     * @param secrets from a system's id to its secret
     */
    AxisClient(Supplier<URI> axis, UnaryOperator<String> secrets, Clock clock) {
        this.axis = axis;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Makes one call for a system.
     *
     * @param parameters of the operation, by their names on the wire
     * @param upload the file to send, for {@link AxisOperation#SEND_EDOC}
     * @param document takes the bytes of a fetched document
     * @throws AxisUnavailableException when the axis cannot be reached or cannot serve now
     * @throws AxisRefusedException when it refuses the call
     */
    AxisAnswer call(
            AxisOperation operation,
            String system,
            Map<String, String> parameters,
            @Nullable Upload upload,
            OutputStream document)
            throws AxisUnavailableException, AxisRefusedException, InterruptedException {
        try {
            HttpRequest request = request(operation, system, parameters, upload);
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return answer(operation, response.statusCode(), body, document);
            }
        } catch (AxisUnavailableException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw new AxisUnavailableException(operation, "the axis does not answer: " + e, e);
        }
    }

    private HttpRequest request(
            AxisOperation operation, String system, Map<String, String> parameters, @Nullable Upload upload)
            throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("timestamp", ZonedDateTime.now(clock.withZone(VIET_NAM)).format(TIMESTAMP));
        headers.put("systemid", system);
        headers.put("Content-Type", upload == null ? "application/json" : "application/octet-stream");
        headers.putAll(parameters);
        if (upload != null) {
            headers.put("hash-file", upload.hashFile());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address(operation)).timeout(CALL_TIMEOUT);
        AxisSignature.sign(headers, secrets.apply(system)).forEach(request::header);
        if (upload == null) {
            return request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}"))
                    .build();
        }
        return switch (upload.form()) {
            case MULTIPART -> {
                String boundary = "axis-" + clock.millis();
                yield request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(multipart(upload, boundary))
                        .build();
            }
            case RAW ->
                request.header("Content-Type", "application/octet-stream")
                        .POST(framed("", upload, "\r\n"))
                        .build();
        };
    }

    private URI address(AxisOperation operation) throws AxisUnavailableException {
        try {
            return URI.create(axis.get() + "/" + operation.wireName());
        } catch (IllegalStateException e) {
            throw new AxisUnavailableException(operation, "the axis' address is not known yet", e);
        }
    }

    private static BodyPublisher multipart(Upload upload, String boundary) {
        String head = "--" + boundary + "\r\n"
                + "Content-Disposition: form-data; name=\"file_doc\"; filename=\"file_doc\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n";
        return framed(head, upload, "\r\n--" + boundary + "--\r\n");
    }

    private static BodyPublisher framed(String head, Upload upload, String tail) {
        BodyPublisher content = BodyPublishers.ofInputStream(() -> {
            try {
                return upload.content().open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return BodyPublishers.fromPublisher(
                BodyPublishers.concat(
                        BodyPublishers.ofString(head, US_ASCII), content, BodyPublishers.ofString(tail, US_ASCII)),
                head.length() + upload.length() + tail.length());
    }

    private static AxisAnswer answer(AxisOperation operation, int httpStatus, InputStream body, OutputStream document)
            throws AxisUnavailableException, AxisRefusedException {
        AxisAnswer answer;
        try {
            answer = AxisAnswer.read(body, document);
        } catch (JacksonException e) {
            throw new AxisUnavailableException(operation, "HTTP " + httpStatus + " without the axis' envelope", e);
        }
        if (httpStatus >= 500) {
            throw new AxisUnavailableException(operation, "HTTP " + httpStatus + " " + answer.errorDesc(), null);
        }
        if (httpStatus >= 400 || !answer.ok()) {
            throw new AxisRefusedException(operation, answer.errorCode(), answer.errorDesc());
        }
        return answer;
    }
}
