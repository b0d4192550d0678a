package org.lienthong.audit.access;

import java.util.List;
import org.lienthong.audit.AuditEntry;

/**
 * An access ready to be written: the entry for all to read, and the personal part that only the record's key opens. Made
 * by {@link AccessSeal} in the thread that waits, so that the one that commits only writes.
 */
public final class SealedAccess {

    private final AuditEntry entry;
    private final byte[] sealed;
    private final byte[] recordKey;
    private final List<byte[]> tags;
    private final int bucket;

    SealedAccess(AuditEntry entry, byte[] sealed, byte[] recordKey, List<byte[]> tags, int bucket) {
        this.entry = entry;
        this.sealed = sealed;
        this.recordKey = recordKey;
        this.tags = List.copyOf(tags);
        this.bucket = bucket;
    }

    public AuditEntry entry() {
        return entry;
    }

    byte[] sealed() {
        return sealed;
    }

    /** Never written but wrapped. */
    byte[] recordKey() {
        return recordKey;
    }

    List<byte[]> tags() {
        return tags;
    }

    int bucket() {
        return bucket;
    }
}
