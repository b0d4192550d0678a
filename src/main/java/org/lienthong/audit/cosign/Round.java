package org.lienthong.audit.cosign;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.lienthong.audit.log.Checkpoint;

/** One checkpoint on its way to all witnesses. */
final class Round {

    private final byte[] note;
    private final Checkpoint checkpoint;
    private final Map<String, String> lines = new LinkedHashMap<>();

    /** @param note signed by the log alone */
    Round(byte[] note, Checkpoint checkpoint) {
        this.note = note;
        this.checkpoint = checkpoint;
    }

    byte[] note() {
        return note;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    synchronized void cosigned(String witness, String line) {
        lines.put(witness, line);
    }

    synchronized boolean isCosignedBy(String witness) {
        return lines.containsKey(witness);
    }

    synchronized int cosignatures() {
        return lines.size();
    }

    /** Who has cosigned, or cannot for now. */
    synchronized int settled(Set<String> unable) {
        Set<String> all = new LinkedHashSet<>(unable);
        all.addAll(lines.keySet());
        return all.size();
    }

    synchronized byte[] cosignedNote() {
        String all = new String(note, StandardCharsets.UTF_8) + String.join("", lines.values());
        return all.getBytes(StandardCharsets.UTF_8);
    }
}
