package org.lienthong;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.command.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * {@code docs/operations/backup.sh}, with a hub that agencies use all the while: what was acknowledged before the backup is
 * there after a restore, what came later is not, and everybody can tell.
 */
class RestoreIT {

    private static final String SCRIPT = "docs/operations/backup.sh";

    @TempDir
    Path home;

    @Test
    void bringsBackWhatWasAcknowledgedAndShowsWhatIsMissing() throws Exception {
        try (RunningHub hub = RunningHub.start("backup", List.of("-Xmx384m"), "--hub.operations.consent=reveal")) {
            String key = hub.as("G22").get("/log/vkey").body().strip();
            Path state = home.resolve("state");
            Path backup = home.resolve("backup");
            Map<String, byte[]> before;
            try (Traffic traffic = new Traffic(hub)) {
                await().until(() -> traffic.accepted.size() > 20);
                SecondPerson.isNeededToRead(
                        hub, traffic.accepted.keySet().iterator().next());
                hub.stop();
                before = Map.copyOf(traffic.accepted);
                assertThat(run("save", hub.data(), backup)).contains("saved");
                assertThat(run("save", hub.data(), backup)).contains("has a backup already");
                hub.startAgain();
                await().until(() -> traffic.accepted.size() > before.size() + 20);
            }
            assertThat(run("prove", backup, key, System.getProperty("hub.jar", "target/lienthong.jar")))
                    .contains("All is right");
            byte[] late = Samples.utf8(Samples.document());
            String lost = submit(hub, late);
            receipt(hub, lost); // waits until it is published
            assertThat(verify(hub, key, state)).startsWith("0 ");

            hub.loseData();
            assertThat(run("restore", backup, hub.data())).contains("restored");
            assertThat(run("restore", backup, hub.data())).contains("is not empty");
            hub.startAgain();

            assertThat(before).isNotEmpty().allSatisfy((exchange, document) -> {
                assertThat(hub.as("G22").get("/api/v1/exchanges/" + exchange).statusCode())
                        .isEqualTo(200);
                assertThat(submit(hub, document)).as("sent again, it is known").isEqualTo(exchange);
            });
            assertThat(inboxOf(hub.as("G15"))).containsAll(before.keySet());
            assertThat(verify(hub, key, home.resolve("fresh"))).startsWith("0 ");
            assertThat(verify(hub, key, state))
                    .as("whoever saw the log since then sees that it went back")
                    .startsWith("1 ")
                    .containsAnyOf("the log was rewritten", "but had");
            assertThat(hub.as("G22").get("/api/v1/exchanges/" + lost).statusCode())
                    .isEqualTo(404);
            assertThat(submit(hub, late)).isNotEqualTo(lost);
        }
    }

    private static String submit(RunningHub hub, byte[] document) {
        return hub.as("G22").submit(document).get("exchangeId").asString();
    }

    private static String receipt(RunningHub hub, String exchange) {
        HttpResponse<String> receipt = hub.as("G22").get("/api/v1/exchanges/" + exchange + "/receipt");
        assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);
        return receipt.body();
    }

    /** Exchanges, each with the bytes that are still there for it. */
    private static List<String> inboxOf(HubCaller recipient) {
        List<String> exchanges = new ArrayList<>();
        for (JsonNode item : recipient.getJson("/api/v1/inbox?limit=500").get("items")) {
            String delivery = item.get("deliveryId").asString();
            assertThat(recipient.get("/api/v1/inbox/" + delivery).body()).contains("<edXML");
            exchanges.add(item.get("exchangeId").asString());
        }
        return exchanges;
    }

    /** Exit code and words. */
    private static String verify(RunningHub hub, String key, Path state) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, UTF_8);
        String[] command = {"verify", "--log", hub.api("/log").toString(), "--key", key, "--state", state.toString()};
        return CommandLine.run(CommandLine.parse(command), out, out) + " " + said.toString(UTF_8);
    }

    private static String run(Object... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 2];
        command[0] = "sh";
        command[1] = SCRIPT;
        for (int i = 0; i < arguments.length; i++) {
            command[i + 2] = arguments[i].toString();
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    /** One document after the other, each sent until it is accepted, whatever happens to the hub. */
    private static final class Traffic implements AutoCloseable {

        /** Documents by the exchange that was acknowledged. */
        private final Map<String, byte[]> accepted = new ConcurrentHashMap<>();

        private static final long PAUSE_NANOS = 20_000_000;

        private final RunningHub hub;
        private final Thread sender = new Thread(this::send, "traffic");
        private volatile boolean over;

        Traffic(RunningHub hub) {
            this.hub = hub;
            sender.start();
        }

        private void send() {
            byte[] document = Samples.utf8(Samples.document());
            while (!over) {
                try {
                    HttpResponse<String> answer = hub.as("G22").postDocument(document);
                    if (answer.statusCode() == 202) {
                        accepted.put(HubCaller.json(answer).get("exchangeId").asString(), document);
                        document = Samples.utf8(Samples.document());
                    }
                } catch (UncheckedIOException e) {
                    // It is down; a sender tries again.
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            sender.join();
        }
    }
}
