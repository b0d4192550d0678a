package org.lienthong.audit.cosign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.Cosignature;
import org.lienthong.audit.log.HashLines;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.Proofs;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.log.WitnessKey;

/** Asks one witness (C2SP tlog-witness). It remembers what the witness saw last, so that one request is mostly enough. */
final class WitnessClient {

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int MOST_TRIES = 4;
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    private final HttpClient http;
    private final String prefix;
    private final WitnessKey witness;
    private final VerifierKey log;
    private final Duration timeout;
    private long known;

    WitnessClient(HttpClient http, URI url, WitnessKey witness, VerifierKey log, Duration timeout) {
        this.http = http;
        this.prefix = url.toString().replaceAll("/+$", "");
        this.witness = witness;
        this.log = log;
        this.timeout = timeout;
    }

    /**
     * Asks for a cosignature. For one thread.
     *
     * @param tree the published one, as large as the checkpoint
     */
    Verdict ask(byte[] note, Checkpoint checkpoint, Proofs.Subtrees tree) throws InterruptedException {
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                if (known > checkpoint.size()) {
                    known = 0; // it may have been told by a request that never counted; so let it say again
                }
                HttpResponse<byte[]> answer = post(body(note, checkpoint, tree));
                if (answer.statusCode() == 409 && isSize(answer)) {
                    long size = Long.parseLong(text(answer).strip());
                    if (size > checkpoint.size()) {
                        return new Verdict.Longer(size);
                    }
                    known = size;
                } else {
                    return verdict(answer, note, checkpoint);
                }
            }
            return new Verdict.Failed("it says each time that it saw another size last");
        } catch (IOException | TimeoutException e) {
            String message = e.getMessage();
            return new Verdict.Failed(message == null ? e.getClass().getSimpleName() : message);
        } catch (LogFormatException e) {
            return new Verdict.Failed("its answer: " + e.getMessage());
        }
    }

    private Verdict verdict(HttpResponse<byte[]> answer, byte[] note, Checkpoint checkpoint) {
        return switch (answer.statusCode()) {
            case 200 -> cosigned(answer.body(), note, checkpoint);
            case 409, 422 ->
                new Verdict.Contradicted("it refuses the log's " + checkpoint.size()
                        + " entries as no continuation of the " + known + " that it saw");
            case 403 -> new Verdict.Failed("it knows the log by another key (403)");
            case 404 -> new Verdict.Failed("it does not know the log, or the url is wrong (404)");
            default -> new Verdict.Failed("it answers " + answer.statusCode());
        };
    }

    private Verdict cosigned(byte[] lines, byte[] note, Checkpoint checkpoint) {
        String line = SignedNote.linesOf(witness, lines);
        String complete = new String(note, StandardCharsets.UTF_8) + line;
        List<Cosignature> found =
                SignedNote.parse(complete.getBytes(StandardCharsets.UTF_8)).cosignatures(List.of(witness));
        if (found.isEmpty()) {
            return new Verdict.Unproven("it cosigns with another key than the configured one");
        }
        known = checkpoint.size();
        return new Verdict.Cosigned(line, found.get(0));
    }

    /** The checkpoint that the witness kept, if it shows one that our own key signed: nobody else could have made it. */
    String evidence() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(prefix + "/" + logId() + "/checkpoint"))
                    .timeout(timeout)
                    .build();
            HttpResponse<byte[]> answer = send(request);
            if (answer.statusCode() == 200) {
                Checkpoint kept = Checkpoint.parse(SignedNote.open(answer.body(), List.of(log)));
                return "it shows a checkpoint over " + kept.size() + " entries that this log's key signed";
            }
        } catch (IOException | TimeoutException | LogFormatException e) {
            // It need not show one.
        }
        return "it shows no checkpoint that this log's key signed";
    }

    private byte[] body(byte[] note, Checkpoint checkpoint, Proofs.Subtrees tree) throws IOException {
        List<byte[]> proof = Proofs.consistency(known, checkpoint.size(), tree);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("old " + known + "\n" + HashLines.text(proof) + "\n").getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(note);
        return body.toByteArray();
    }

    private HttpResponse<byte[]> post(byte[] body) throws IOException, InterruptedException, TimeoutException {
        return send(HttpRequest.newBuilder(URI.create(prefix + "/add-checkpoint"))
                .timeout(timeout)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    /** The request's own time-out ends with the headers; this one also bounds a body that trickles. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException, TimeoutException {
        var pending = http.sendAsync(request, info -> new LimitedBody(LONGEST_ANSWER));
        try {
            return pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new TimeoutException("no answer within " + timeout.toMillis() + " ms");
        } finally {
            pending.cancel(true);
        }
    }

    private static boolean isSize(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/x.tlog.size")
                && SIZE.matcher(text(answer)).matches();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private String logId() {
        return DigestUtils.sha256Hex(log.name());
    }
}
