package org.lienthong.dossier.batch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.lienthong.delivery.Handed;

/** A batch that was read to its end, on its way to acceptance. Closing it deletes what was spooled. */
final class IncomingBatch implements Handed<BatchReceipt>, AutoCloseable {

    private final BatchSubmission submission;
    private final Totals totals;
    private final BatchSpool spool;
    private final List<Finding> findings;
    private final BatchStore store;

    /**
     * @param sha256 of the body, unpacked
     * @param size of the same, in bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // held for one statement, never compared
    record Totals(int received, int refused, byte[] sha256, long size, byte[] root) {}

    IncomingBatch(
            BatchSubmission submission, Totals totals, BatchSpool spool, List<Finding> findings, BatchStore store) {
        this.submission = submission;
        this.totals = totals;
        this.spool = spool;
        this.findings = findings;
        this.store = store;
    }

    @Override
    public String kind() {
        return submission.kind().wireName();
    }

    @Override
    public Map<String, Object> headers() {
        return Map.of(
                "hubKind",
                kind(),
                "hubSender",
                submission.agency(),
                "hubChannel",
                "rest",
                "hubRecords",
                totals.received(),
                "hubRefused",
                totals.refused());
    }

    @Override
    public BatchReceipt accept() {
        return store.accept(this);
    }

    BatchSubmission submission() {
        return submission;
    }

    Totals totals() {
        return totals;
    }

    BatchSpool spool() {
        return spool;
    }

    List<Finding> findings() {
        return findings;
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }

    /** Says what it is without showing what it says. */
    @Override
    public String toString() {
        return "IncomingBatch[" + kind() + ", " + totals.received() + " records]";
    }
}
