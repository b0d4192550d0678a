package org.lienthong.audit.cosign;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.Proofs;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.VerifierKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings published checkpoints to the witnesses. Each witness has a thread of its own, and publishing waits for none.
 *
 * <p>What a witness says has no power here: a contradiction is reported, and the hub goes on. Otherwise one witness, or
 * whoever stole the log's key and went to one, could stop the exchange of documents.
 */
public final class Cosigner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cosigner.class);

    /** An idle log is cosigned again, so that inspectors see how fresh it is. */
    private static final Duration REFRESH = Duration.ofMinutes(10);

    /** What is published. */
    public interface Publication {

        /** The tree as it was at this size. */
        Proofs.Subtrees tree(long size);

        /** How many entries the published checkpoint has. */
        long size() throws IOException;

        /**
         * Takes a cosigned checkpoint, more cosigned or newer each time.
         *
         * @param enough whether as many witnesses have cosigned as the policy needs, and at least one
         */
        void cosign(byte[] note, boolean enough) throws IOException;
    }

    private final WitnessSettings settings;
    private final VerifierKey log;
    private final Publication publication;
    private final Map<String, WitnessReport> reports = new LinkedHashMap<>();
    private final int needed;
    private final Rounds rounds;
    private long largest;

    public Cosigner(WitnessSettings settings, VerifierKey log, Publication publication, Clock clock) {
        this.settings = settings;
        this.log = log;
        this.publication = publication;
        this.needed = Math.max(1, settings.witnessQuorum());
        this.rounds = new Rounds(needed, settings.witnesses().size(), REFRESH);
        for (WitnessSettings.Named witness : settings.witnesses()) {
            reports.put(witness.name(), new WitnessReport(witness.name(), clock));
        }
    }

    public void start() {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(settings.witnessTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        for (WitnessSettings.Named witness : settings.witnesses()) {
            WitnessClient client =
                    new WitnessClient(http, witness.url(), witness.key(), log, settings.witnessTimeout());
            WitnessReport report = Objects.requireNonNull(reports.get(witness.name()));
            Duration catchUp = settings.witnessTimeout().multipliedBy(2);
            WitnessTask task =
                    new WitnessTask(witness.name(), client, rounds, report, publication, this::collect, catchUp);
            Thread thread = new Thread(task, "witness-" + witness.name());
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Tells of a checkpoint that was published; returns at once. */
    public void offer(byte[] published) {
        if (!reports.isEmpty()) {
            SignedNote note = SignedNote.parse(published);
            byte[] own = note.signedOnlyBy(log).getBytes(StandardCharsets.UTF_8);
            rounds.offer(new Round(own, Checkpoint.parse(note.text())));
        }
    }

    /** Whether cosignatures come as a rule, so that it is worth while to wait a moment for them. */
    public boolean isPrompt() {
        return reports.values().stream().filter(WitnessReport::isPrompt).count() >= needed;
    }

    /** Whether as many witnesses cosign as the policy needs. */
    public boolean hasQuorum() {
        return reports.values().stream().filter(WitnessReport::isWell).count() >= settings.witnessQuorum();
    }

    /** Whether a witness did not answer well when it was last asked. */
    public boolean isInterrupted() {
        return reports.values().stream().anyMatch(WitnessReport::isInterrupted);
    }

    /** Whether a witness saw another history. */
    public boolean isContradicted() {
        return reports.values().stream().anyMatch(WitnessReport::isContradicted);
    }

    /** Cosignatures that were not right, since the start. */
    public long unproven() {
        return reports.values().stream().mapToLong(WitnessReport::unproven).sum();
    }

    /** What became of each witness, by its name. */
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        reports.forEach((name, report) -> details.put(name, report.details()));
        return details;
    }

    /** One after the other, so that a note with fewer lines, or a late one, never replaces a better one. */
    private synchronized void collect(Round round, String witness) {
        boolean enough = round.cosignatures() >= needed && round.checkpoint().size() >= largest;
        try {
            publication.cosign(round.cosignedNote(), enough);
            largest = enough ? round.checkpoint().size() : largest;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("witness", witness)
                    .log("a cosignature could not be published: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
