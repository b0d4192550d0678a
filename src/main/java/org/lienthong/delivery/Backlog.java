package org.lienthong.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits to be delivered, as somebody last looked; reading it asks nobody. */
public final class Backlog {

    private static final String WAITING = """
            select recipient, count(*) as deliveries, min(arrived_at) as oldest from (
              select recipient, arrived_at from delivery where state = 0
              union all select recipient, arrived_at from delivery where state = 1) as waiting
            group by recipient""";
    private static final String ATTENTION = """
            select count(*) filter (where state = 6) as dead, count(*) filter (where state = 7) as undecided
            from delivery where state in (6, 7)""";

    /** Of one recipient. */
    public record Waiting(long deliveries, Instant oldest) {}

    /**
     * @param byRecipient of those for whom something waits to be called or put into their queue; mailboxes wait for nobody
     * @param dead dead letters
     * @param undecided to agencies that were split
     */
    public record Snapshot(Map<String, Waiting> byRecipient, long dead, long undecided, Instant at) {

        public Snapshot {
            byRecipient = Map.copyOf(byRecipient);
        }

        public @Nullable Instant oldest() {
            return byRecipient.values().stream()
                    .map(Waiting::oldest)
                    .min(Instant::compareTo)
                    .orElse(null);
        }
    }

    private final JdbcClient jdbc;
    private volatile @Nullable Snapshot latest;

    Backlog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Null before the first look. */
    public @Nullable Snapshot latest() {
        return latest;
    }

    public void look(Instant now) {
        Map<String, Waiting> waiting = new TreeMap<>();
        jdbc.sql(WAITING).query(row -> {
            waiting.put(
                    row.getString("recipient"),
                    new Waiting(
                            row.getLong("deliveries"),
                            row.getObject("oldest", OffsetDateTime.class).toInstant()));
        });
        long[] attention = jdbc.sql(ATTENTION)
                .query((row, number) -> new long[] {row.getLong("dead"), row.getLong("undecided")})
                .single();
        latest = new Snapshot(waiting, attention[0], attention[1], now);
    }
}
