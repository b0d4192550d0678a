package org.lienthong.crash;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.verify.LogSource;
import org.lienthong.audit.verify.LogVerifier;
import org.lienthong.audit.verify.WrongLogException;

/** Somebody outside who fetches the log's checkpoint all the time, and remembers every one of them through all crashes. */
final class CheckpointWatch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_NANOS = 20_000_000;

    private final HubProcess hub;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Set<String> seen = new LinkedHashSet<>();
    private final Thread thread = new Thread(this::run, "checkpoint-watch");
    private volatile boolean open = true;

    CheckpointWatch(HubProcess hub) {
        this.hub = hub;
    }

    void start() {
        thread.start();
    }

    int count() {
        synchronized (seen) {
            return seen.size();
        }
    }

    /** What is wrong with the log as it is now, if it does not begin with every checkpoint that was ever seen. */
    List<String> broken() throws IOException {
        List<String> notes;
        synchronized (seen) {
            notes = List.copyOf(seen);
        }
        Path log = hub.data().resolve("log");
        VerifierKey key =
                VerifierKey.parse(Files.readString(log.resolve("vkey")).strip());
        LogVerifier verifier = new LogVerifier(LogSource.of(log.toString()), key, count -> {});
        try {
            List<Checkpoint> checkpoints = new ArrayList<>();
            for (String note : notes) {
                checkpoints.add(verifier.open(note.getBytes(StandardCharsets.UTF_8), "a checkpoint seen before"));
            }
            verifier.verifyAfter(checkpoints, null);
            return List.of();
        } catch (WrongLogException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private void run() {
        while (open) {
            try {
                HttpRequest request = HttpRequest.newBuilder(hub.api("/log/checkpoint"))
                        .timeout(PATIENCE)
                        .build();
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    synchronized (seen) {
                        seen.add(answer.body());
                    }
                }
            } catch (IOException e) {
                // The hub is down.
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        thread.interrupt();
        thread.join();
    }
}
