package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.testing.Ports;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a hub stands on goes away and comes back: its PostgreSQL, and a broker of somebody else's, set up as
 * {@code examples/broker/broker.xml} says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoresOutageIT {

    private static final int CONSUMERS = 4;

    private Path directory;
    private final List<String> called = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(1000);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer system;
    private int port;
    private OutsideBroker broker;
    private RunningHub hub;
    private HubCaller g22;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        this.directory = directory;
        system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        system.setExecutor(threads);
        system.createContext("/", this::receive);
        system.start();
        port = Ports.free();
        broker = new OutsideBroker(directory, port, "").start();
        hub = RunningHub.start(
                "stores-outage",
                List.of("-Xmx384m"),
                "--hub.broker.url=tcp://127.0.0.1:" + port,
                "--hub.broker.user=hub",
                "--hub.broker.password=hub-secret",
                "--hub.queue-check=1s",
                "--hub.delivery.direct=0",
                "--hub.config=" + config());
        g22 = hub.as("G22");
    }

    @AfterAll
    void close() throws Exception {
        answers.release(1000);
        if (hub != null) {
            hub.close();
        }
        broker.close();
        system.stop(0);
        threads.shutdownNow();
    }

    @Test
    void deliversOnceThroughABrokerThatGoesAwayAndComesBackWithItsDataAndWithout() throws Exception {
        assertThat(Files.exists(hub.data().resolve("artemis"))).isFalse();
        String first = submit();
        awaitDelivered(List.of(first));
        assertThat(taken()).containsExactly(first);

        broker.close();
        awaitBroker("DOWN");
        assertThat(hub.isReady()).isTrue();
        List<String> meanwhile = List.of(submit(), submit());
        assertThat(state(meanwhile.get(0))).isEqualTo("waiting");
        broker.start();
        awaitBroker("UP");
        awaitDelivered(meanwhile);
        assertThat(taken()).containsExactlyInAnyOrderElementsOf(meanwhile);

        List<String> lost = loseQueuedMessages();
        broker.start();
        awaitDelivered(lost);
        assertThat(called).doesNotHaveDuplicates();
        String last = submit();
        awaitDelivered(List.of(last));
        assertThat(taken())
                .containsExactly(last); // what lay in G16's own queue before was delivered, and was the broker's
    }

    @Test
    void losesNothingWhenItsDatabaseEndsByItself() throws Exception {
        List<String> accepted = new CopyOnWriteArrayList<>();
        AtomicBoolean open = new AtomicBoolean(true);
        Future<?> sender = threads.submit(() -> {
            while (open.get()) {
                var answer = g22.postDocument(Samples.utf8(Samples.document().replace("G15", "G16")));
                if (answer.statusCode() == 202) {
                    accepted.add(HubCaller.json(answer).get("exchangeId").asString());
                } else {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                }
            }
        });
        await().until(() -> accepted.size() > 10);
        long postgres = Long.parseLong(Files.readAllLines(hub.data().resolve("postgres/postmaster.pid"))
                .get(0));
        ProcessHandle.of(postgres).orElseThrow().destroyForcibly();
        await().until(() -> !hub.isReady());
        assertThat(hub.isLive()).isTrue();
        await().until(hub::isReady);
        int before = accepted.size();
        await().until(() -> accepted.size() > before + 10);
        open.set(false);
        sender.get();

        awaitDelivered(accepted);
        assertThat(taken()).containsAll(accepted).doesNotHaveDuplicates();
        assertThat(accepted).doesNotHaveDuplicates();
    }

    /** More deliveries than are made at once, so that some are messages at the broker when its data is deleted. */
    private List<String> loseQueuedMessages() throws Exception {
        answers.drainPermits();
        List<String> exchanges = new ArrayList<>();
        for (int i = 0; i < CONSUMERS + 2; i++) {
            exchanges.add(submit());
        }
        await().untilAsserted(() ->
                assertThat(exchanges).allMatch(exchange -> state(exchange).equals("queued")));
        broker.stopAndLoseEverything();
        answers.release(1000);
        await().untilAsserted(() -> assertThat(exchanges)
                .filteredOn(exchange -> state(exchange).equals("done"))
                .hasSize(CONSUMERS));
        return exchanges;
    }

    private String submit() {
        String document = Samples.document().replace("G15", "G16");
        return g22.submit(Samples.utf8(document)).get("exchangeId").asString();
    }

    private String state(String exchange) {
        return g22.recipient(exchange, "H41", "state").orElseThrow();
    }

    private void awaitDelivered(List<String> exchanges) {
        await().untilAsserted(() -> assertThat(exchanges).allSatisfy(exchange -> {
            for (JsonNode recipient : g22.exchange(exchange).get("recipients")) {
                assertThat(recipient.get("state").asString()).isEqualTo("done");
            }
        }));
    }

    private void awaitBroker(String status) {
        await().untilAsserted(() -> assertThat(JsonMapper.shared()
                        .readTree(hub.management("/actuator/health/dependencies"))
                        .at("/components/broker/status")
                        .asString())
                .isEqualTo(status));
    }

    /** What G16 finds in its queue, by exchange. */
    private List<String> taken() throws Exception {
        List<String> exchanges = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
                JMSContext context = factory.createContext("G16", "g16-secret")) {
            var consumer = context.createConsumer(context.createQueue("agency.G16.in"));
            for (Message message = consumer.receive(5_000); message != null; message = consumer.receive(500)) {
                exchanges.add(message.getStringProperty("exchangeId"));
                assertThat(message.getStringProperty("traceparent"))
                        .startsWith("00-" + message.getStringProperty("traceId") + "-");
            }
        }
        return exchanges;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            called.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            answers.acquireUninterruptibly();
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** H41 is called, G16 has a queue of its own. */
    private Path config() throws IOException {
        Path config = directory.resolve("config");
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        String url = "http://127.0.0.1:" + system.getAddress().getPort() + "/edoc";
        change(
                config.resolve("agencies/provinces.yaml"),
                "  - id: H41\n",
                "    delivery: {mode: push, push: {system: documents}}\n    systems: [{name: documents, url: \"" + url
                        + "\"}]\n");
        change(
                config.resolve("agencies/ministries.yaml"),
                "  - id: G16\n",
                "    delivery: {mode: jms, queue: agency.G16.in}\n");
        return config;
    }

    private static void change(Path file, String agency, String lines) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(agency);
        Files.writeString(file, text.replace(agency, agency + lines));
    }
}
