package org.lienthong;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.dossier.record.SampleRecords;
import org.lienthong.testing.Patience;
import org.lienthong.testing.TraceCollector;
import org.springframework.util.FileSystemUtils;

/** One trace from the sender's request to the recipient's answer, whatever is killed in between. */
class TracesIT {

    private static final Duration SOON = Patience.LIMIT;
    private static final String SENDER = "00f067aa0ba902b7";

    private final Map<String, String> parents = new ConcurrentHashMap<>();
    private volatile int answer = 200;

    @Test
    void showsEveryStepAlsoWhenTheHubIsKilledBeforeTheCollectorHasThem(@TempDir Path directory) throws Exception {
        HttpServer system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        system.setExecutor(Executors.newCachedThreadPool());
        system.createContext("/", this::receive);
        system.start();
        try (TraceCollector collector = new TraceCollector()) {
            String[] arguments = {
                "--hub.traces.endpoint=" + collector.endpoint(),
                "--hub.traces.sampled=1",
                "--hub.traces.interval=200ms",
                "--hub.retry.longest=1s",
                "--hub.config=" + config(directory, system.getAddress().getPort())
            };
            try (RunningHub hub = RunningHub.start("traces", List.of("-Xmx384m"), arguments)) {
                String live = "4bf92f3577b34da6a3ce929d0e0e4701";
                submit(hub, live);
                awaitWhole(collector, live);
                String batch = "4bf92f3577b34da6a3ce929d0e0e4704";
                submitDossier(hub, batch);

                collector.away(true);
                String delivered = "4bf92f3577b34da6a3ce929d0e0e4702";
                String exchange = submit(hub, delivered);
                await().atMost(SOON).until(() -> hub.as("G22")
                        .recipient(exchange, "H41", "state")
                        .orElse("")
                        .equals("done"));
                answer = 503;
                String waiting = "4bf92f3577b34da6a3ce929d0e0e4703";
                submit(hub, waiting);
                await().atMost(SOON).until(() -> parents.containsKey(waiting));
                assertThat(collector.trace(delivered)).isEmpty();

                hub.killAndStartAgain();
                collector.away(false);
                answer = 200;
                awaitWhole(collector, delivered);
                awaitWhole(collector, waiting);
                awaitBatch(collector, batch);
            }
        } finally {
            system.stop(0);
        }
    }

    private String submit(RunningHub hub, String trace) {
        var answer = hub.as("G22")
                .postDocument(Samples.utf8(Samples.document()), "traceparent", "00-" + trace + "-" + SENDER + "-01");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Trace-Id")).contains(trace);
        return HubCaller.json(answer).get("exchangeId").asString();
    }

    private void submitDossier(RunningHub hub, String trace) {
        String records = "[" + SampleRecords.dossier() + "]";
        var answer = hub.as("H56")
                .post(
                        "/api/v1/dossiers",
                        "application/json",
                        records.getBytes(UTF_8),
                        "traceparent",
                        "00-" + trace + "-" + SENDER + "-01");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** The request, and beneath it what came of the batch. */
    private void awaitBatch(TraceCollector collector, String trace) {
        await().atMost(SOON).untilAsserted(() -> {
            Map<String, TraceCollector.Span> byName = collector.trace(trace).stream()
                    .collect(Collectors.toMap(
                            span -> span.name().startsWith("POST") ? "request" : span.name(),
                            span -> span,
                            (one, other) -> other));
            assertThat(byName).containsOnlyKeys("request", "sequence", "portal");
            assertThat(byName.get("request").parent()).isEqualTo(SENDER);
            TraceCollector.Span sequence = byName.get("sequence");
            assertThat(byName.get("portal").parent()).isEqualTo(sequence.id());
            assertThat(sequence.parent()).isEqualTo(byName.get("request").id());
            assertThat(sequence.end()).isGreaterThan(sequence.start());
        });
    }

    /** From the sender's span each step leads to the next, and the recipient was told the last but one. */
    private void awaitWhole(TraceCollector collector, String trace) {
        await().atMost(SOON).untilAsserted(() -> {
            List<TraceCollector.Span> spans = collector.trace(trace);
            Map<String, TraceCollector.Span> byId =
                    spans.stream().collect(Collectors.toMap(TraceCollector.Span::id, span -> span));
            assertThat(spans).allSatisfy(span -> {
                assertThat(span.end()).isGreaterThanOrEqualTo(span.start());
                assertThat(span.parent().equals(SENDER) || byId.containsKey(span.parent()))
                        .as("%s of %s", span, spans)
                        .isTrue();
            });
            String told = parents.get(trace);
            assertThat(told).isNotNull();
            TraceCollector.Span deliver = byId.get(told.split("-")[2]);
            assertThat(deliver).as("%s of %s", told, spans).isNotNull();
            assertThat(deliver.name()).isEqualTo("deliver");
            TraceCollector.Span relay = byId.get(deliver.parent());
            assertThat(relay.name()).isEqualTo("relay");
            TraceCollector.Span accept = byId.get(relay.parent());
            assertThat(accept.name()).isEqualTo("accept");
            assertThat(byId.get(accept.parent()).parent()).isEqualTo(SENDER);
            assertThat(spans).anySatisfy(span -> {
                assertThat(span.name()).isEqualTo("answer");
                assertThat(span.parent()).isEqualTo(deliver.id());
            });
        });
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String parent = exchange.getRequestHeaders().getFirst("traceparent");
            parents.put(parent.split("-")[1], parent);
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    /** H41 is called. */
    private static Path config(Path directory, int port) throws IOException {
        Path config = directory.resolve("config");
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        Path file = config.resolve("agencies/provinces.yaml");
        String agency = "  - id: H41\n";
        String text = Files.readString(file);
        assertThat(text).contains(agency);
        Files.writeString(
                file,
                text.replace(
                        agency,
                        agency + "    delivery: {mode: push, push: {system: documents}}\n"
                                + "    systems: [{name: documents, url: \"http://127.0.0.1:" + port + "/edoc\"}]\n"));
        return config;
    }
}
