package org.lienthong.crash;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Agencies that send, each intent written down before the request and each answer after it. What got no answer is kept
 * and sent again later, byte for byte.
 */
final class Senders {

    private static final List<String> AGENCIES = List.of("G22", "G15", "G12", "G01", "H04", "H46");
    private static final int KEPT = 20;
    private static final long OUTAGE_PAUSE_NANOS = 500_000_000;
    private static final int LARGE = 14 << 20; // 20 MB in base64

    private final HubCalls calls;
    private final LedgerFile ledger;
    private final List<String> recipients;
    private final long seed;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Letter> unanswered = new LinkedHashMap<>();
    private final List<Letter> recent = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private volatile boolean running;

    Senders(HubCalls calls, LedgerFile ledger, List<String> recipients, long seed) {
        this.calls = calls;
        this.ledger = ledger;
        this.recipients = recipients;
        this.seed = seed;
    }

    /** @param round makes the random choices of this round its own */
    void start(int round) {
        running = true;
        threads.clear();
        for (int i = 0; i < AGENCIES.size(); i++) {
            String agency = AGENCIES.get(i);
            SplittableRandom random = new SplittableRandom(seed + 1000L * round + i);
            threads.add(new Thread(() -> load(agency, random), "sender-" + agency));
        }
        threads.forEach(Thread::start);
    }

    void stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void load(String agency, SplittableRandom random) {
        try {
            while (running) {
                if (random.nextInt(10) == 0) {
                    repeat(random);
                } else {
                    submit(fresh(agency, random));
                }
                LockSupport.parkNanos(random.nextLong(20_000_000, 150_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Letter fresh(String agency, SplittableRandom random) {
        List<String> to = new ArrayList<>();
        int count = random.nextInt(1, 4);
        while (to.size() < count) {
            String recipient = recipients.get(random.nextInt(recipients.size()));
            if (!to.contains(recipient) && !recipient.equals(agency)) {
                to.add(recipient);
            }
        }
        Letter letter = new Letter(agency, 1000 + numbers.incrementAndGet(), to, size(random));
        byte[] bytes = letter.bytes();
        ledger.append("INTENT", letter.key(), DigestUtils.sha256Hex(bytes), bytes.length, String.join(",", to));
        return letter;
    }

    private static int size(SplittableRandom random) {
        int dice = random.nextInt(1000);
        if (dice < 5) {
            return LARGE;
        }
        if (dice < 120) {
            return random.nextInt(256 * 1024, 1536 * 1024);
        }
        return dice < 300 ? random.nextInt(10_000, 180_000) : random.nextInt(100, 10_000);
    }

    private void repeat(SplittableRandom random) throws InterruptedException {
        Letter letter;
        synchronized (recent) {
            if (recent.isEmpty()) {
                return;
            }
            letter = recent.get(random.nextInt(recent.size()));
        }
        repeats.incrementAndGet();
        submit(letter);
    }

    /** Sends again what got no answer; returns how many still have none. */
    int retry() throws InterruptedException {
        List<Letter> letters;
        synchronized (unanswered) {
            letters = new ArrayList<>(unanswered.values());
        }
        for (Letter letter : letters) {
            repeats.incrementAndGet();
            submit(letter);
        }
        synchronized (unanswered) {
            return unanswered.size();
        }
    }

    private void submit(Letter letter) throws InterruptedException {
        try {
            HttpResponse<String> answer = calls.submit(letter.sender(), letter.bytes());
            int status = answer.statusCode();
            if (status == 202) {
                String exchange = JsonMapper.shared()
                        .readTree(answer.body())
                        .get("exchangeId")
                        .asString();
                ledger.append("ACK", letter.key(), exchange);
                answered(letter);
            } else if (status == 429 || status >= 500) {
                unknown(letter, "answer " + status);
            } else {
                ledger.append("NACK", letter.key(), status + " " + answer.body());
                answered(letter);
            }
        } catch (ConnectException e) {
            unknown(letter, "no connection");
            LockSupport.parkNanos(OUTAGE_PAUSE_NANOS);
        } catch (IOException e) {
            cut.incrementAndGet();
            unknown(letter, e.toString());
        }
    }

    private void answered(Letter letter) {
        synchronized (unanswered) {
            unanswered.remove(letter.key());
        }
        synchronized (recent) {
            if (recent.size() == KEPT) {
                recent.remove(0);
            }
            recent.add(letter);
        }
    }

    private void unknown(Letter letter, String why) {
        ledger.append("UNKNOWN", letter.key(), why);
        synchronized (unanswered) {
            unanswered.put(letter.key(), letter);
        }
    }

    long repeats() {
        return repeats.get();
    }

    /** Requests that ended without an answer although there was a connection. */
    long cut() {
        return cut.get();
    }
}
