package org.lienthong.dossier.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.Outcome;
import org.lienthong.dossier.PortalAnswer;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.record.Reason;
import org.lienthong.problem.Language;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what became of batches and their records. */
final class Batches {

    private static final int MOST_REFUSALS = 10_000;

    private static final String BATCH = """
            select batch_no, id, agency, kind, received, accepted, duplicate, out_of_order, refused, to_deliver,
              delivered, answered, waiting, submitted_at, sequenced_at, done_at, log_index, root
            from dossier_batch where id = ?""";
    private static final String REFUSALS = """
            select idx, code, pointer, reason, origin from dossier_finding where batch_no = ? and n = 0
            order by idx, origin limit ?""";
    private static final String CHUNKS = """
            select no, first, count, records, offsets, outcomes, answers from dossier_chunk
            where batch_no = ? and first + count > ? and first < ? order by no limit ?""";
    private static final String FINDINGS = """
            select idx, code, pointer, reason, origin from dossier_finding
            where batch_no = ? and idx between ? and ? and n = 0 order by idx, origin""";

    private final JdbcClient jdbc;
    private final DossierCodes codes = new DossierCodes();

    Batches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One row of the table. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Row(
            long number,
            UUID id,
            String agency,
            RecordKind kind,
            int received,
            int accepted,
            int duplicate,
            int outOfOrder,
            int refused,
            int toDeliver,
            int delivered,
            int answered,
            int waiting,
            Instant submittedAt,
            @Nullable Instant sequencedAt,
            @Nullable Instant doneAt,
            long logIndex,
            byte[] root) {

        boolean isDone() {
            return sequencedAt != null && answered + waiting >= toDeliver;
        }
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(BATCH).param(id).query((row, number) -> row(row)).optional();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("batch_no"),
                row.getObject("id", UUID.class),
                row.getString("agency"),
                RecordKind.values()[row.getInt("kind")],
                row.getInt("received"),
                row.getInt("accepted"),
                row.getInt("duplicate"),
                row.getInt("out_of_order"),
                row.getInt("refused"),
                row.getInt("to_deliver"),
                row.getInt("delivered"),
                row.getInt("answered"),
                row.getInt("waiting"),
                row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
                instant(row, "sequenced_at"),
                instant(row, "done_at"),
                row.getLong("log_index"),
                row.getBytes("root"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    BatchView view(Row row, Language language) {
        List<BatchView.Refusal> refusals = jdbc.sql(REFUSALS)
                .param(row.number())
                .param(MOST_REFUSALS + 1)
                .query((found, number) -> new BatchView.Refusal(
                        found.getInt(1),
                        found.getString(2),
                        found.getString(3),
                        found.getString(4),
                        detail(found.getString(4), found.getInt(5), language),
                        found.getInt(5) == 0 ? "hub" : "portal"))
                .list();
        boolean more = refusals.size() > MOST_REFUSALS;
        int settled = row.accepted() + row.duplicate() + row.outOfOrder() + row.refused();
        return new BatchView(
                row.id(),
                row.kind().wireName(),
                row.agency(),
                row.isDone() ? "done" : "running",
                row.submittedAt(),
                row.received(),
                row.received() - settled,
                row.accepted(),
                row.duplicate(),
                row.outOfOrder(),
                row.refused(),
                row.toDeliver(),
                row.delivered(),
                row.answered(),
                row.waiting(),
                more ? refusals.subList(0, MOST_REFUSALS) : refusals,
                more ? count(row) - MOST_REFUSALS : null,
                row.sequencedAt(),
                row.doneAt());
    }

    private int count(Row row) {
        return jdbc.sql("select count(*) from dossier_finding where batch_no = ? and n = 0")
                .param(row.number())
                .query(Integer.class)
                .single();
    }

    private static @Nullable String detail(String reason, int origin, Language language) {
        Reason known = origin == 0 ? Reason.ofSlug(reason) : null;
        if (known == null) {
            return null;
        }
        return language == Language.VI ? known.textVi() : known.text();
    }

    /** What takes records one after the other. */
    interface Sink {
        void take(RecordView record) throws IOException;
    }

    /** Gives the records from one index to before another, chunk by chunk. */
    void records(Row batch, int from, int to, Language language, Sink sink) throws IOException {
        int next = from;
        while (next < to) {
            List<Part> parts = jdbc.sql(CHUNKS)
                    .param(batch.number())
                    .param(next)
                    .param(to)
                    .param(1)
                    .query((row, number) -> new Part(
                            row.getInt(2),
                            row.getInt(3),
                            row.getBytes(4),
                            row.getBytes(5),
                            row.getBytes(6),
                            row.getBytes(7)))
                    .list();
            if (parts.isEmpty()) {
                throw new IllegalStateException("batch " + batch.number() + " has no record " + next);
            }
            Part part = parts.get(0);
            int end = Math.min(to, part.first() + part.count());
            Map<Integer, Finding> findings = findings(batch, next, end - 1);
            for (int index = next; index < end; index++) {
                sink.take(view(part, index, findings.get(index), language));
            }
            next = end;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Part(
            int first, int count, byte[] records, byte[] offsets, byte[] outcomes, byte @Nullable [] answers) {}

    /** @param number here: the origin */
    private Map<Integer, Finding> findings(Row batch, int from, int to) {
        Map<Integer, Finding> findings = new HashMap<>();
        jdbc.sql(FINDINGS).param(batch.number()).param(from).param(to).query(row -> {
            findings.put(
                    row.getInt(1),
                    new Finding(row.getInt(1), row.getInt(5), row.getString(2), row.getString(3), row.getString(4)));
        });
        return findings;
    }

    private RecordView view(Part part, int index, @Nullable Finding finding, Language language) {
        int place = index - part.first();
        Outcome outcome = Outcome.of(part.outcomes()[place]);
        PortalAnswer answer = part.answers() == null ? PortalAnswer.NONE : PortalAnswer.of(part.answers()[place]);
        String code = finding == null || finding.code() == null ? null : finding.code();
        if (code == null && outcome != Outcome.REFUSED) {
            ByteBuffer offsets = ByteBuffer.wrap(part.offsets());
            int start = offsets.getInt(place * Integer.BYTES);
            code = codes.find(part.records(), start, offsets.getInt((place + 1) * Integer.BYTES) - start);
        }
        return new RecordView(
                index,
                code,
                outcome == Outcome.FLAGGED ? Outcome.REFUSED.word() : outcome.word(),
                answer.word(),
                finding == null ? null : finding.pointer(),
                finding == null ? null : finding.reason(),
                finding == null ? null : detail(finding.reason(), finding.number(), language));
    }

    List<RecordView> page(Row batch, int from, int limit, Language language) {
        List<RecordView> items = new ArrayList<>();
        try {
            records(batch, from, Math.min(batch.received(), from + limit), language, items::add);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return items;
    }
}
