package org.lienthong.dossier.batch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.Proofs;
import org.lienthong.dossier.Outcome;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Proves that a record was in a batch, by what the audit log's entry about the batch commits to. */
final class RecordProofs {

    private static final HexFormat HEX = HexFormat.of();

    private final JdbcClient jdbc;

    RecordProofs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A path up a tree (RFC 6962 §2.1.1), hashes in hex, the leaf's sibling first.
     *
     * @param index of the leaf
     * @param size leaves of the tree
     */
    record Path(long index, long size, List<String> path) {}

    /**
     * @param leafHash of the record: SHA-256 of a zero byte and its bytes
     * @param chunk from the record to the root of its chunk
     * @param batch from the leaf hash of that root to the batch's root
     * @param root as the entry has it
     * @param entry index of the entry in the log
     */
    record Proof(
            UUID batchId,
            int index,
            String leafHash,
            Path chunk,
            Path batch,
            String root,
            long count,
            @JsonProperty("entry") long entry) {}

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Part(int no, int first, int count, byte[] records, byte[] offsets, byte[] outcomes) {}

    Proof of(Batches.Row batch, int index) {
        Part part = jdbc.sql("""
                        select no, first, count, records, offsets, outcomes from dossier_chunk
                        where batch_no = ? and first <= ? order by no desc limit 1""")
                .param(batch.number())
                .param(index)
                .query((row, number) -> new Part(
                        row.getInt(1), row.getInt(2), row.getInt(3), row.getBytes(4), row.getBytes(5), row.getBytes(6)))
                .single();
        List<byte[]> chunks = jdbc
                .sql("select root from dossier_chunk where batch_no = ? order by no")
                .param(batch.number())
                .query(byte[].class)
                .list()
                .stream()
                .map(Merkle::leaf)
                .toList();
        List<byte[]> leaves = leaves(part);
        int place = index - part.first();
        return new Proof(
                batch.id(),
                index,
                HEX.formatHex(leaves.get(place)),
                path(place, leaves),
                path(part.no(), chunks),
                HEX.formatHex(batch.root()),
                batch.received(),
                batch.logIndex());
    }

    private static List<byte[]> leaves(Part part) {
        ByteBuffer offsets = ByteBuffer.wrap(part.offsets());
        List<byte[]> leaves = new ArrayList<>(part.count());
        int start = offsets.getInt();
        for (int i = 0; i < part.count(); i++) {
            int end = offsets.getInt();
            byte[] kept = Arrays.copyOfRange(part.records(), start, end);
            // Of a record that was refused when it came, the leaf hash is all that is kept.
            leaves.add(part.outcomes()[i] == Outcome.REFUSED.ordinal() ? kept : Merkle.leaf(kept));
            start = end;
        }
        return leaves;
    }

    private static Path path(int index, List<byte[]> leaves) {
        try {
            List<byte[]> path = Proofs.inclusion(index, leaves.size(), (level, node) -> {
                int from = Math.toIntExact(node << level);
                return Merkle.root(leaves.subList(from, from + (1 << level)));
            });
            return new Path(
                    index, leaves.size(), path.stream().map(HEX::formatHex).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
