package org.lienthong.operation.deadletter;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.Kind;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was given up and waits for an operator. */
public final class DeadLetters {

    private static final String FROM = " from delivery d join exchange e on e.id = d.exchange_id where";

    private final JdbcClient jdbc;

    DeadLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param next cursor of the next page; null on the last one */
    public record Page(List<DeadLetter> items, @Nullable String next) {}

    /** How many there are, and how they are spread: most first. */
    public record Summary(long total, List<DeadLetter.Group> groups) {}

    /**
     * Longest dead first.
     *
     * @param limit 1 to 500
     * @param cursor of the page before, or null
     */
    public Page list(Selection selection, int limit, @Nullable String cursor) {
        Place after = cursor == null ? Place.FIRST : Place.read(cursor);
        List<DeadLetter> found = jdbc.sql(
                        "select d.id, d.exchange_id, e.sender, d.recipient, d.kind, e.document_id, e.code,"
                                + " d.attempts, d.arrived_at, d.changed_at, d.reason" + FROM + selection.where()
                                + " and (d.changed_at, d.id) > (:at, :after) order by d.changed_at, d.id limit :limit")
                .params(selection.parameters())
                .param("at", after.at())
                .param("after", after.id())
                .param("limit", limit + 1)
                .query(DeadLetters::item)
                .list();
        boolean more = found.size() > limit;
        List<DeadLetter> shown = more ? found.subList(0, limit) : found;
        DeadLetter last = more ? shown.get(limit - 1) : null;
        return new Page(shown, last == null ? null : new Place(utc(last.deadSince()), last.deliveryId()).text());
    }

    /** All of them, by recipient and reason. */
    public Summary summary() {
        StringBuilder group = new StringBuilder("case");
        for (ReasonGroup one : ReasonGroup.values()) {
            group.append(" when ")
                    .append(one.condition())
                    .append(" then '")
                    .append(one.word())
                    .append('\'');
        }
        group.append(" end");
        List<DeadLetter.Group> groups = jdbc.sql("select d.recipient, " + group
                        + " as why, count(*) as n, min(d.changed_at) as oldest, max(d.changed_at) as newest"
                        + " from delivery d where d.state = 6 group by 1, 2 order by n desc, 1, 2")
                .query((row, number) -> new DeadLetter.Group(
                        row.getString("recipient"),
                        row.getString("why"),
                        row.getLong("n"),
                        instant(row, "oldest"),
                        instant(row, "newest")))
                .list();
        return new Summary(groups.stream().mapToLong(DeadLetter.Group::count).sum(), groups);
    }

    long count(Selection selection) {
        return jdbc.sql("select count(*)" + FROM + selection.where())
                .params(selection.parameters())
                .query(Long.class)
                .single();
    }

    private static DeadLetter item(ResultSet row, int number) throws SQLException {
        Kind kind = Kind.values()[row.getInt("kind")];
        String reason = row.getString("reason");
        return new DeadLetter(
                row.getObject("id", UUID.class),
                row.getObject("exchange_id", UUID.class),
                row.getString("sender"),
                row.getString("recipient"),
                kind.wireName(),
                kind.isEdxml() ? row.getString("document_id") : null,
                row.getString("code"),
                row.getInt("attempts"),
                instant(row, "arrived_at"),
                instant(row, "changed_at"),
                reason,
                ReasonGroup.of(reason).word());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(java.time.ZoneOffset.UTC);
    }

    /** Where a page ends. */
    private record Place(OffsetDateTime at, UUID id) {

        private static final Place FIRST = new Place(utc(Instant.EPOCH), new UUID(0, 0));

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((at.toInstant() + " " + id).getBytes(StandardCharsets.US_ASCII));
        }

        static Place read(String text) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ");
                return new Place(utc(Instant.parse(parts[0])), UUID.fromString(parts[1]));
            } catch (IllegalArgumentException | java.time.DateTimeException | ArrayIndexOutOfBoundsException e) {
                throw new ProblemException(
                        ProblemType.INVALID_CURSOR,
                        "The cursor does not belong to this list; begin again without it.",
                        "Con trỏ không thuộc danh sách này; vui lòng bắt đầu lại.");
            }
        }
    }
}
