package org.lienthong.dossier.portal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.audit.log.Merkle;
import org.lienthong.dossier.PortalAnswer;

/**
 * The audit entry of what the portal answered: one for many records, committed to by the Merkle root (RFC 6962 §2.1) over
 * a leaf of 13 bytes each, in order of batch and index: batch number (8), index in the batch (4), answer (1).
 */
final class AnswerEntry {

    static final int LEAF = 13;
    private static final String PORTAL = "G22";

    private AnswerEntry() {}

    static AuditEntry of(List<Item> items, Instant now) {
        List<Item> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.<Item>comparingLong(item -> item.task.batchNo()).thenComparingInt(Item::index));
        List<byte[]> hashes = new ArrayList<>(sorted.size());
        ByteBuffer leaf = ByteBuffer.allocate(LEAF);
        int taken = 0;
        int refused = 0;
        for (Item item : sorted) {
            leaf.clear();
            leaf.putLong(item.task.batchNo()).putInt(item.index()).put((byte)
                    answer(item.end).ordinal());
            hashes.add(Merkle.leaf(leaf.array()));
            taken += item.end == Item.End.TAKEN ? 1 : 0;
            refused += item.end == Item.End.REFUSED ? 1 : 0;
        }
        return AuditEntry.of(AuditEvent.DELIVERED, now, Who.HUB.to(PORTAL), Origin.of("portal", "-"))
                .about(About.kind("dossiers"))
                .content(HexFormat.of().formatHex(Merkle.root(hashes)), (long) sorted.size())
                .result("taken=" + taken + " refused=" + refused + " waiting=" + (sorted.size() - taken - refused));
    }

    static PortalAnswer answer(Item.@Nullable End end) {
        return end == Item.End.TAKEN
                ? PortalAnswer.TAKEN
                : end == Item.End.WAITS ? PortalAnswer.WAITING : PortalAnswer.REFUSED;
    }
}
