package org.lienthong.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What flows, for people who look at it: exchanges per minute, what waits for whom, who sends to whom.
 *
 * <p>Never a scan over all exchanges. Ids are in the order of time, so a minute is a range of the primary key, and is
 * counted once when it is over; what waits or is dead stands in partial indices; flows are read from the last exchanges
 * alone. An answer is kept for two seconds, and for twenty times as long as it took to find when that is more: so pages
 * cost the database a twentieth of one connection at most, however many are open and however much waits.
 */
public final class Traffic {

    /** Exchanges that flows are told from. */
    private static final int RECENT = 2_000;

    private static final Duration KEPT = Duration.ofSeconds(2);
    private static final int SHARE = 20;

    /** A minute is over for good when also the transactions that were open at its end are. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<Instant, Minute> over = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    Traffic(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Exchanges accepted in one minute. */
    public record Minute(Instant start, long documents, long statuses, long others) {
        public long all() {
            return documents + statuses + others;
        }
    }

    /**
     * What an agency has not taken over yet.
     *
     * @param waiting deliveries that the hub is to bring
     * @param oldest when the oldest of them arrived, or null
     * @param attempts of the one that was tried most often
     * @param mailbox deliveries that the agency is to fetch
     * @param oldestMail when the oldest of them arrived, or null
     * @param dead given up after the last attempt
     */
    public record Waiting(
            String agency,
            long waiting,
            @Nullable Instant oldest,
            int attempts,
            long mailbox,
            @Nullable Instant oldestMail,
            long dead) {}

    /** Exchanges of one agency to another among the last ones. */
    public record Flow(String sender, String recipient, long count, Instant last) {}

    private record Answer(Object value, long until) {}

    /** The last minutes up to the present one, oldest first. */
    public List<Minute> minutes(int count) {
        return kept("minutes-" + count, () -> {
            Instant now = clock.instant();
            Instant present = now.truncatedTo(ChronoUnit.MINUTES);
            over.keySet().removeIf(start -> start.isBefore(present.minus(1, ChronoUnit.DAYS)));
            List<Minute> minutes = new ArrayList<>(count);
            for (int ago = count - 1; ago >= 0; ago--) {
                Instant start = present.minus(ago, ChronoUnit.MINUTES);
                Minute known = over.get(start);
                Minute minute = known == null ? count(start) : known;
                if (start.plus(SETTLED).plus(1, ChronoUnit.MINUTES).isBefore(now)) {
                    over.put(start, minute);
                }
                minutes.add(minute);
            }
            return minutes;
        });
    }

    private Minute count(Instant start) {
        return jdbc.sql("""
                        select count(*) filter (where kind = 0) documents, count(*) filter (where kind = 1) statuses,
                          count(*) filter (where kind > 1) others
                        from exchange where id >= ? and id < ?""")
                .param(TimeOrderedIds.floor(start))
                .param(TimeOrderedIds.floor(start.plus(1, ChronoUnit.MINUTES)))
                .query((row, number) ->
                        new Minute(start, row.getLong("documents"), row.getLong("statuses"), row.getLong("others")))
                .single();
    }

    /** Each agency that has something to take over, by its id. */
    public List<Waiting> waiting() {
        return kept(
                "waiting",
                () -> jdbc.sql("""
                        select recipient,
                          sum(n) filter (where what = 0) waiting, min(oldest) filter (where what = 0) oldest,
                          max(attempts) filter (where what = 0) attempts,
                          sum(n) filter (where what = 1) mailbox, min(oldest) filter (where what = 1) oldest_mail,
                          sum(n) filter (where what = 2) dead
                        from (
                          select recipient, 0 what, count(*) n, min(arrived_at) oldest, max(attempts) attempts
                            from delivery where state = 0 group by recipient
                          union all
                          select recipient, 0, count(*), min(arrived_at), max(attempts)
                            from delivery where state = 1 group by recipient
                          union all
                          select recipient, 1, count(*), min(arrived_at), 0
                            from delivery where state in (2, 3) group by recipient
                          union all
                          select recipient, 2, count(*), min(changed_at), max(attempts)
                            from delivery where state in (6, 7) group by recipient) open
                        group by recipient order by recipient""").query((row, number) -> waiting(row)).list());
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getString("recipient"),
                row.getLong("waiting"),
                instant(row, "oldest"),
                row.getInt("attempts"),
                row.getLong("mailbox"),
                instant(row, "oldest_mail"),
                row.getLong("dead"));
    }

    /** Who sent to whom among the last exchanges of an hour, most first. */
    public List<Flow> flows() {
        return kept("flows", () -> jdbc.sql("""
                        select sender, recipient, count(*) n, max(accepted_at) latest
                        from (select sender, unnest(recipients) recipient, accepted_at from (
                          select sender, recipients, accepted_at from exchange where id >= ? order by id desc limit ?) e) f
                        group by sender, recipient order by n desc, sender, recipient""")
                .param(TimeOrderedIds.floor(clock.instant().minus(1, ChronoUnit.HOURS)))
                .param(RECENT)
                .query((row, number) -> new Flow(
                        row.getString("sender"),
                        row.getString("recipient"),
                        row.getLong("n"),
                        row.getObject("latest", OffsetDateTime.class).toInstant()))
                .list());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private interface Reading<T> {
        List<T> read();
    }

    /** Readers of the same thing wait for one of them to find it. */
    @SuppressWarnings("unchecked")
    private <T> List<T> kept(String what, Reading<T> reading) {
        return (List<T>) answers.compute(what, (name, before) -> {
                    long start = System.nanoTime();
                    if (before != null && before.until() - start > 0) {
                        return before;
                    }
                    List<T> found = List.copyOf(reading.read());
                    long end = System.nanoTime();
                    return new Answer(found, end + Math.max(KEPT.toNanos(), SHARE * (end - start)));
                })
                .value();
    }
}
