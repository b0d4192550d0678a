package org.lienthong.agreement;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code quota_day}. */
class QuotaTable {

    /** Largest block: a crash makes a quota smaller by two of them at most. */
    private static final int LARGEST_BLOCK = 500;

    /**
     * @param block calls that the hub may let through; 0 when there are none left
     * @param leased calls of the day taken by all hubs
     */
    record Lease(long block, long leased) {}

    private final JdbcTemplate jdbc;

    QuotaTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes a fiftieth of the quota, or less when little is left. Durable when it returns. */
    Lease lease(String agreement, LocalDate day, int limit) {
        int block = Math.max(1, Math.min(LARGEST_BLOCK, limit / 50));
        List<Lease> leases = jdbc.query(
                """
                insert into quota_day as q (agreement_id, day, leased, block) values (?, ?, ?, ?)
                on conflict (agreement_id, day) do update
                   set block = least(?, greatest(1, (? - q.leased) / 10)),
                       leased = q.leased + least(?, greatest(1, (? - q.leased) / 10))
                 where q.leased < ?
                returning block, leased
                """,
                (row, n) -> new Lease(row.getLong(1), row.getLong(2)),
                agreement,
                Date.valueOf(day),
                block,
                block,
                block,
                limit,
                block,
                limit,
                limit);
        return leases.isEmpty() ? new Lease(0, limit) : leases.get(0);
    }

    void giveBack(String agreement, LocalDate day, long calls) {
        jdbc.update(
                "update quota_day set leased = leased - ? where agreement_id = ? and day = ? and leased >= ?",
                calls,
                agreement,
                Date.valueOf(day),
                calls);
    }

    void forgetBefore(LocalDate day) {
        jdbc.update("delete from quota_day where day < ?", Date.valueOf(day));
    }
}
