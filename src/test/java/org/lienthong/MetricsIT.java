package org.lienthong;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the management port of the whole hub tells, and whom. */
@ExtendWith(SharedHub.class)
class MetricsIT {

    private static final Pattern SERIES = Pattern.compile("(?:hub|http|portal|dossiers)_.*");

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningHub hub;

    MetricsIT(RunningHub hub) {
        this.hub = hub;
    }

    /** Before the first of their events, too: a rate begins at nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub_documents_total\\{channel=\"rest\",kind=\"document\"}",
                "hub_refusals_total\\{channel=\"rest\",reason=\"schema-violation\"}",
                "hub_delivery_seconds_count\\{channel=\"push\",result=\"delivered\"}",
                "hub_delivery_seconds_bucket\\{channel=\"push\",result=\"delivered\",le=\"300.0\"}",
                "hub_outbox_oldest_age_seconds",
                "hub_dlq_depth",
                "hub_audit_checkpoint_age_seconds",
                "hub_audit_witness_lag",
                "hub_audit_witness_contradicts",
                "hub_audit_timestamp_age_seconds",
                "hub_signature_failures_total\\{agency=\"\",reason=\"axis-signature\"}",
                "hub_signature_failures_total\\{agency=\"\",reason=\"witness-cosignature\"}",
                "hub_signature_failures_total\\{agency=\"\",reason=\"timestamp-token\"}",
                "hub_lookups_total\\{agency=\"\",result=\"denied\"}",
                "hub_lookup_denied_total\\{agency=\"\",purpose=\"\"}",
                "hub_alerts_total\\{agency=\"\",kind=\"enumeration-persons\"}",
                "hub_config_reload_total\\{result=\"published\",source=\"api\"}",
                "hub_config_reload_total\\{result=\"refused\",source=\"api\"}",
                "hub_system_up\\{system=\"G10.land\"}",
                "hub_dependency_up\\{dependency=\"auditLog\"}",
                "hub_ready",
                "hub_clock_drift_seconds",
                "hub_disk_free_bytes",
                "hub_disk_reserve_bytes"
            })
    void tells(String series) {
        Pattern line = Pattern.compile("(?m)^" + series + " \\S+$");
        await().untilAsserted(
                        () -> assertThat(hub.management("/actuator/prometheus")).containsPattern(line));
    }

    /** A thousand different codes, paths, services and methods that strangers and agencies make up. */
    @Test
    void hasNoSeriesForWhatCallersMakeUp() throws Exception {
        IntStream.range(0, 60).forEach(this::makeUp);
        Set<String> before = series();
        IntStream.range(60, 1000).parallel().forEach(this::makeUp);
        Set<String> grown = series();
        grown.removeAll(before);
        assertThat(grown).isEmpty();
        assertThat(before).hasSizeLessThan(2000);
    }

    private void makeUp(int i) {
        try {
            switch (i % 6) {
                case 0 -> hub.as("G22").postDocument(Samples.utf8(Samples.documentTo(i, "X" + i, "G15")));
                case 1 -> hub.as("G22").get("/api/v1/made-up-" + i);
                case 2 ->
                    hub.as("H41")
                            .post(
                                    "/api/v1/services/G10/made-up-" + i,
                                    "application/json",
                                    "{}".getBytes(UTF_8),
                                    "Purpose",
                                    "purpose-" + i,
                                    "Case-Id",
                                    "case-" + i,
                                    "Officer-Id",
                                    "officer-" + i);
                case 3 ->
                    hub.as("H41")
                            .post(
                                    "/api/v1/services/G10/land-parcel",
                                    "application/json",
                                    "{}".getBytes(UTF_8),
                                    "Purpose",
                                    "purpose-" + i,
                                    "Case-Id",
                                    "case-" + i,
                                    "Officer-Id",
                                    "officer");
                case 4 -> hub.as("G22").get("/api/v1/exchanges/" + UUID.randomUUID());
                default ->
                    hub.raw().send("M" + i + " /" + i + " HTTP/1.1\r\nHost: h" + i + "\r\nConnection: close\r\n\r\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> series() {
        return hub.management("/actuator/prometheus")
                .lines()
                .filter(line -> SERIES.matcher(line).matches())
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What would tell strangers secrets, or let them change something, is not there for anybody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "heapdump",
                "threaddump",
                "loggers",
                "beans",
                "configprops",
                "mappings",
                "shutdown",
                "httpexchanges",
                "scheduledtasks",
                "caches",
                "conditions",
                "startup",
                "flyway",
                "logfile",
                "camel",
                "sbom"
            })
    void hasNoEndpointForSecrets(String endpoint) throws Exception {
        for (String caller : new String[] {"operator", "steward", "auditor", "G22"}) {
            assertThat(status("GET", "/actuator/" + endpoint, caller))
                    .as(endpoint + " as " + caller)
                    .isIn(403, 404);
        }
        assertThat(status("POST", "/actuator/" + endpoint, "operator")).isIn(403, 404, 405);
        assertThat(status("GET", "/actuator/" + endpoint, null)).isEqualTo(401);
    }

    @Test
    void tellsMetricsToOperatorsAlone() throws Exception {
        for (String path : new String[] {"prometheus", "metrics", "info"}) {
            assertThat(status("GET", "/actuator/" + path, null)).as(path).isEqualTo(401);
            assertThat(status("GET", "/actuator/" + path, "operator")).as(path).isEqualTo(200);
            for (String other : new String[] {"steward", "auditor", "G22"}) {
                assertThat(status("GET", "/actuator/" + path, other))
                        .as(path + other)
                        .isEqualTo(403);
            }
        }
    }

    /** Neither the API nor the console is on the management port, nor the management on the API's. */
    @Test
    void keepsThePortsApart() throws Exception {
        assertThat(status("GET", "/api/v1/inbox", "G22")).isIn(403, 404);
        assertThat(status("GET", "/console/login", null)).isEqualTo(404);
        assertThat(hub.operator().get("/actuator/prometheus").statusCode()).isIn(403, 404);
        assertThat(hub.operator().get("/actuator/health").statusCode()).isIn(403, 404);
    }

    /** Who is not an operator sees of health what a load balancer needs. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/liveness", "/readiness", "/dependencies", "/dependencies/systems", "/db"})
    void tellsDetailsOfHealthToOperatorsAlone(String path) throws Exception {
        for (String other : new String[] {null, "steward", "auditor", "G22"}) {
            assertThat(body("/actuator/health" + path, other))
                    .as(path + other)
                    .doesNotContain("details", "components", "G10");
        }
    }

    private int status(String method, String path, String caller) throws Exception {
        return http.send(
                        request(path, caller)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private String body(String path, String caller) throws Exception {
        return http.send(request(path, caller).build(), BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String path, String caller) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.managed(path));
        return caller == null ? request : request.header("Authorization", "Bearer demo-" + caller);
    }
}
