package org.lienthong.audit.access;

import java.util.List;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditLog;

/**
 * An access ready to be written: the entry for all to read, and the personal part that only the record's key opens. Made
 * by {@link AccessSeal} in the thread that waits, so that the one that commits only writes.
 */
public final class SealedAccess {

    private final AuditEntry entry;
    private final AuditLog.Line line;
    private final byte[] sealed;
    private final byte[] recordKey;
    private final List<byte[]> tags;
    private final int bucket;
    private final long epoch;
    private final byte[] wrapped;

    /** @param keys that the record's key is wrapped with, unless they are replaced before it is written */
    SealedAccess(AuditEntry entry, byte[] sealed, byte[] recordKey, List<byte[]> tags, int bucket, KeySet keys) {
        this.entry = entry;
        this.line = AuditLog.Line.of(entry);
        this.sealed = sealed;
        this.recordKey = recordKey;
        this.tags = List.copyOf(tags);
        this.bucket = bucket;
        this.epoch = keys.epoch();
        this.wrapped = RecordCipher.wrap(keys.wrapping()[bucket], recordKey);
    }

    public AuditEntry entry() {
        return entry;
    }

    /** The entry as it is written. */
    public AuditLog.Line line() {
        return line;
    }

    byte[] sealed() {
        return sealed;
    }

    /** Never written but wrapped. */
    byte[] recordKey() {
        return recordKey;
    }

    /** The record's key as it is written, wrapped with these keys. */
    byte[] wrapped(KeySet keys) {
        return keys.epoch() == epoch ? wrapped : RecordCipher.wrap(keys.wrapping()[bucket], recordKey);
    }

    List<byte[]> tags() {
        return tags;
    }

    int bucket() {
        return bucket;
    }
}
