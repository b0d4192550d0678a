package org.lienthong.dossier.portal;

import org.lienthong.dossier.RecordKind;

/** Some records of a chunk that the portal is to get: a row of {@code portal_task}. */
final class Task {

    private final long id;
    private final long batchNo;
    private final int chunk;
    private final int first;
    private final String agency;
    private final RecordKind kind;

    /** Records without a durable result. */
    int open;

    /** Bytes of records that it holds in memory. */
    long size;

    /** @param first index in the batch of the chunk's first record */
    Task(long id, long batchNo, int chunk, int first, String agency, RecordKind kind) {
        this.id = id;
        this.batchNo = batchNo;
        this.chunk = chunk;
        this.first = first;
        this.agency = agency;
        this.kind = kind;
    }

    long id() {
        return id;
    }

    long batchNo() {
        return batchNo;
    }

    int chunk() {
        return chunk;
    }

    int first() {
        return first;
    }

    String agency() {
        return agency;
    }

    RecordKind kind() {
        return kind;
    }
}
