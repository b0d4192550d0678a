package org.lienthong.audit.witness;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.VerifierKey;

/**
 * Cosigns a log's checkpoint when its history is the one it saw before, with the status codes of C2SP tlog-witness. It knows
 * a log by its origin, which is the name of the log's key.
 */
public final class Witness {

    private final Map<String, WitnessedLog> byOrigin = new LinkedHashMap<>();
    private final Map<String, WitnessedLog> byId = new LinkedHashMap<>();
    private final CosignerKey cosigner;
    private final Clock clock;

    /**
     * @param logs whose checkpoints it cosigns; several keys of one name are one log
     * @throws IOException when what it kept cannot be read
     */
    public Witness(List<VerifierKey> logs, WitnessDirectory directory, CosignerKey cosigner, Clock clock)
            throws IOException {
        this.cosigner = cosigner;
        this.clock = clock;
        Map<String, List<VerifierKey>> keys = new LinkedHashMap<>();
        logs.forEach(key ->
                keys.computeIfAbsent(key.name(), name -> new ArrayList<>()).add(key));
        for (Map.Entry<String, List<VerifierKey>> log : keys.entrySet()) {
            String id = WitnessDirectory.logId(DigestUtils.sha256(log.getKey()));
            WitnessedLog witnessed = new WitnessedLog(id, log.getValue(), directory);
            byOrigin.put(log.getKey(), witnessed);
            byId.put(id, witnessed);
        }
    }

    /** How many entries of a log it has seen; the log must be one of its own. */
    public long size(String origin) {
        WitnessedLog log = byOrigin.get(origin);
        if (log == null) {
            throw new IllegalArgumentException("no such log");
        }
        return log.size();
    }

    /**
     * @param body of an {@code add-checkpoint} request
     * @throws IOException when it could not be kept; then nothing was cosigned
     */
    Answer add(byte[] body) throws IOException {
        AddCheckpoint request;
        SignedNote note;
        Checkpoint checkpoint;
        try {
            request = AddCheckpoint.parse(body);
            if (request == null) {
                return Answer.refused(400, "the request does not begin with a line 'old <size>' and a proof");
            }
            note = SignedNote.parse(request.note());
            checkpoint = Checkpoint.parse(note.text());
        } catch (LogFormatException e) {
            return Answer.refused(400, String.valueOf(e.getMessage()));
        }
        WitnessedLog log = byOrigin.get(checkpoint.origin());
        if (log == null) {
            return Answer.refused(404, "the log is not one of this witness");
        }
        VerifierKey signer = log.signer(note);
        if (signer == null) {
            return Answer.refused(403, "the log's key did not sign the checkpoint");
        }
        if (request.oldSize() > checkpoint.size()) {
            return Answer.refused(400, "the old size is larger than the checkpoint's");
        }
        return log.add(request, note, signer, checkpoint, cosigner, clock);
    }

    /** The latest cosigned checkpoint of the log with this id (hex of SHA-256 over its origin), or null. */
    byte @Nullable [] latest(String id) {
        WitnessedLog log = byId.get(id);
        return log == null ? null : log.latest();
    }
}
