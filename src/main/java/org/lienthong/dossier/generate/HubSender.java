package org.lienthong.dossier.generate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.lienthong.dossier.RecordKind;

/**
 * Hands records in at a hub as the agencies' systems would: batches of NDJSON per agency and kind. A hub that is busy (429,
 * 503) or away is asked again until it takes the batch or the patience ends.
 */
public final class HubSender implements RecordSink {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int ACCEPTED = 202;

    /**
     * @param key a caller's key; {@code {agency}} in it stands for the agency's id
     * @param batch records in a batch
     * @param gzip whether batches are compressed
     * @param attempts how often a batch is sent before giving up
     */
    public record Target(URI hub, String key, int batch, boolean gzip, int attempts) {

        public Target {
            if (batch < 1 || attempts < 1) {
                throw new IllegalArgumentException("a batch holds at least one record and is sent at least once");
            }
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Target[hub=" + hub + ", batch=" + batch + ", gzip=" + gzip + "]";
        }
    }

    private static final class Batch {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int records;
    }

    private final Target target;
    private final List<Sender> senders;
    private final Consumer<String> accepted;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Map<RecordKind, Batch>> batches = new ArrayList<>();

    /** @param accepted is given the address of each batch that was taken */
    public HubSender(Target target, List<Sender> senders, Consumer<String> accepted) {
        this.target = target;
        this.senders = List.copyOf(senders);
        this.accepted = accepted;
        senders.forEach(sender -> batches.add(new HashMap<>()));
    }

    @Override
    public void take(DossierStream stream) throws IOException {
        Batch batch = batches.get(stream.sender()).computeIfAbsent(stream.kind(), kind -> new Batch());
        stream.writeTo(batch.bytes);
        batch.bytes.write('\n');
        if (++batch.records == target.batch()) {
            send(stream.sender(), stream.kind(), batch);
        }
    }

    @Override
    public void close() throws IOException {
        for (int sender = 0; sender < senders.size(); sender++) {
            for (RecordKind kind : RecordKind.values()) {
                Batch batch = batches.get(sender).get(kind);
                if (batch != null && batch.records > 0) {
                    send(sender, kind, batch);
                }
            }
        }
    }

    private void send(int sender, RecordKind kind, Batch batch) throws IOException {
        String agency = senders.get(sender).agency();
        HttpRequest.Builder request = HttpRequest.newBuilder(target.hub().resolve("/api/v1/" + kind.wireName()))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + target.key().replace("{agency}", agency))
                .header("Content-Type", "application/x-ndjson");
        if (target.gzip()) {
            request.header("Content-Encoding", "gzip");
        }
        byte[] body = target.gzip() ? gzip(batch.bytes) : batch.bytes.toByteArray();
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
        String location = post(request.build());
        batch.bytes.reset();
        batch.records = 0;
        accepted.accept(location);
    }

    private String post(HttpRequest request) throws IOException {
        String trouble = "";
        for (int attempt = 0; attempt < target.attempts(); attempt++) {
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == ACCEPTED) {
                    return response.headers().firstValue("Location").orElse("");
                }
                trouble = "status " + response.statusCode() + " " + response.body();
                if (response.statusCode() != TOO_MANY && response.statusCode() != UNAVAILABLE) {
                    break;
                }
            } catch (IOException e) {
                trouble = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            pause();
        }
        throw new IOException("the hub did not take a batch: " + trouble);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] gzip(ByteArrayOutputStream bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(bytes.size() / 8);
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            bytes.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
