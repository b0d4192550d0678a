package org.lienthong.agency.axis;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Asks the axis for its list as the vendors' SDK does: a signed POST per operation, the answer read as it comes. */
public final class AxisDownload {

    private static final List<String> OPERATIONS = List.of("getSynchronizeUnit", "getAgenciesListQD20");
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** {@code ddMMyyyy'T'HHmmss+SSSS} as SimpleDateFormat reads it: SSSS is the millisecond in four digits. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("ddMMuuuu'T'HHmmss'+'")
            .appendValue(ChronoField.MILLI_OF_SECOND, 4)
            .toFormatter();

    private final URI axis;
    private final String system;
    private final String secret;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /**
     * @param axis the address of its API, to which the name of an operation is appended
     * @param system the centre's system id
     */
    public AxisDownload(URI axis, String system, String secret, Clock clock) {
        this.axis = axis;
        this.system = system;
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * Reads both lists.
     *
     * @throws AxisListException when the axis does not answer, refuses, or answers something else
     */
    public void into(AxisList list, IntConsumer progress) throws InterruptedException {
        for (String operation : OPERATIONS) {
            try {
                HttpResponse<InputStream> response = http.send(request(operation), BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    if (response.statusCode() >= 400) {
                        throw new AxisListException(
                                operation + ": the axis refuses with HTTP " + response.statusCode());
                    }
                    list.read(body, operation, progress);
                }
            } catch (IOException e) {
                throw new AxisListException(operation + ": the axis does not answer: " + e, e);
            }
        }
    }

    private HttpRequest request(String operation) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("timestamp", ZonedDateTime.now(clock.withZone(VIETNAM)).format(TIMESTAMP));
        headers.put("systemid", system);
        headers.put("Content-Type", "application/json");
        String base = axis.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((base.endsWith("/") ? base : base + "/") + operation))
                .timeout(ANSWER)
                .header("Content-Type", "application/json");
        AxisSignature.sign(headers, secret).forEach(request::header);
        return request.POST(BodyPublishers.ofString("{}")).build();
    }
}
