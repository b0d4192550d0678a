package org.lienthong.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.JsonNode;

/** Agencies that fetch: each lists its inbox, downloads, writes down what came, acknowledges. */
final class PullRecipients implements AutoCloseable {

    private static final long OUTAGE_PAUSE_NANOS = 200_000_000;

    private final HubCalls calls;
    private final LedgerFile ledger;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    PullRecipients(HubCalls calls, LedgerFile ledger, List<String> agencies) {
        this.calls = calls;
        this.ledger = ledger;
        for (String agency : agencies) {
            Thread thread = new Thread(() -> pull(agency), "pull-" + agency);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void pull(String agency) {
        while (running) {
            try {
                for (JsonNode item :
                        calls.json(agency, "/api/v1/inbox?wait=1&limit=50").get("items")) {
                    take(agency, item);
                }
            } catch (IOException e) {
                LockSupport.parkNanos(OUTAGE_PAUSE_NANOS); // the hub is down; come back later
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void take(String agency, JsonNode item) throws IOException, InterruptedException {
        String deliveryId = item.get("deliveryId").asString();
        byte[] bytes = calls.download(agency, deliveryId);
        boolean asAnnounced =
                DigestUtils.sha256Hex(bytes).equals(item.get("sha256").asString())
                        && bytes.length == item.get("size").asLong();
        ledger.append(
                "RECV",
                agency,
                deliveryId,
                item.get("exchangeId").asString(),
                Letter.keyOf(bytes),
                Letter.originalSha256(bytes),
                asAnnounced);
        calls.acknowledge(agency, deliveryId);
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(5000);
        }
    }
}
