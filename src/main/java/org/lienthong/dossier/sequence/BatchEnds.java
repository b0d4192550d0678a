package org.lienthong.dossier.sequence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.Detail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.audit.log.Merkle;

/** Closes batches whose last chunk was taken up: an audit entry commits to the outcomes of all their records. */
final class BatchEnds {

    private static final String COMPLETE = """
            select batch_no from unnest(?) as v (batch_no)
            where not exists (select from dossier_chunk c where c.batch_no = v.batch_no and not c.sequenced)""";
    private static final String OUTCOMES =
            "select batch_no, outcomes from dossier_chunk where batch_no = any (?) order by batch_no, no";
    private static final String CLOSE = """
            update dossier_batch b set sequenced_at = ?, sequenced_index = v.idx,
              done_at = case when answered + waiting >= to_deliver then ? end
            from unnest(?, ?) as v (batch_no, idx) where b.batch_no = v.batch_no""";

    private final Connection connection;
    private final AuditLog log;

    BatchEnds(Connection connection, AuditLog log) {
        this.connection = connection;
        this.log = log;
    }

    /** The last that is done before the commit, because it holds the audit log's lock. */
    void close(List<StoredChunk> taken, Instant now) throws SQLException {
        Map<Long, StoredChunk> batches = new LinkedHashMap<>();
        taken.forEach(chunk -> batches.put(chunk.state().batchNo(), chunk));
        List<Long> complete = complete(batches.keySet().toArray());
        if (complete.isEmpty()) {
            return;
        }
        Map<Long, List<byte[]>> outcomes = outcomes(complete);
        List<AuditEntry> entries = new ArrayList<>();
        for (long batchNo : complete) {
            StoredChunk any = Objects.requireNonNull(batches.get(batchNo));
            entries.add(entry(any, Objects.requireNonNull(outcomes.get(batchNo)), now));
        }
        long first = log.append(connection, entries);
        @Nullable Object[] indices = new Object[entries.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = first + i;
        }
        try (PreparedStatement update = connection.prepareStatement(CLOSE)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setObject(2, now.atOffset(ZoneOffset.UTC));
            update.setArray(3, connection.createArrayOf("int8", complete.toArray()));
            update.setArray(4, connection.createArrayOf("int8", indices));
            update.executeUpdate();
        }
    }

    private List<Long> complete(Object[] batches) throws SQLException {
        List<Long> complete = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COMPLETE)) {
            select.setArray(1, connection.createArrayOf("int8", batches));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    complete.add(row.getLong(1));
                }
            }
        }
        return complete;
    }

    /** Of each batch the outcomes of its chunks. */
    private Map<Long, List<byte[]>> outcomes(List<Long> batches) throws SQLException {
        Map<Long, List<byte[]>> outcomes = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(OUTCOMES)) {
            select.setArray(1, connection.createArrayOf("int8", batches.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    outcomes.computeIfAbsent(row.getLong(1), number -> new ArrayList<>())
                            .add(row.getBytes(2));
                }
            }
        }
        return outcomes;
    }

    private static AuditEntry entry(StoredChunk batch, List<byte[]> outcomes, Instant now) {
        List<byte[]> leaves = outcomes.stream().map(Merkle::leaf).toList();
        long records = outcomes.stream().mapToLong(chunk -> chunk.length).sum();
        return AuditEntry.of(AuditEvent.SEQUENCED, now, Who.HUB.to(batch.agency()), Origin.of(null, batch.traceId()))
                .about(About.exchange(batch.batchId(), batch.kind().wireName()))
                .detail(new Detail.Records(HexFormat.of().formatHex(Merkle.root(leaves)), records));
    }
}
