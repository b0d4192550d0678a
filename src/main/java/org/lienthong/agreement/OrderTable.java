package org.lienthong.agreement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code agreement_order}, which only grows. */
class OrderTable {

    /** Any constant that no other use of advisory locks in this database shares. */
    private static final long LOCK = 0x6f72646572L;

    /** An order and its number, which rises with every order on any hub. */
    record Row(long number, Order order) {}

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final AgreementAudit audit;

    OrderTable(JdbcTemplate jdbc, TransactionTemplate transaction, AgreementAudit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Those with a higher number, in order. */
    List<Row> after(long number) {
        return jdbc.query(
                "select * from agreement_order where order_id > ? order by order_id", (row, n) -> map(row), number);
    }

    /** Whether an order may follow the newest one about the same target, null when there is none. */
    interface Check {
        boolean mayFollow(@Nullable Order before);
    }

    /** Adds an order, and its audit entry, if the check says so. */
    void add(Order order, String traceId, Check check) {
        transaction.executeWithoutResult(status -> {
            // Writers wait for each other, else a lower number could become visible after a higher one.
            jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
            String target = order.target().word();
            List<Row> before = jdbc.query(
                    "select * from agreement_order where target = ? and target_id = ? order by order_id desc limit 1",
                    (row, n) -> map(row),
                    target,
                    order.id());
            if (!check.mayFollow(before.isEmpty() ? null : before.get(0).order())) {
                return;
            }
            jdbc.update(
                    """
                    insert into agreement_order (target, target_id, action, given_at, until_at, reason, given_by)
                    values (?, ?, ?, ?, ?, ?, ?)
                    """,
                    target,
                    order.id(),
                    order.action().word(),
                    Timestamp.from(order.at()),
                    order.until() == null ? null : Timestamp.from(order.until()),
                    order.reason(),
                    order.by());
            audit.ordered(order, traceId);
        });
    }

    private static Row map(ResultSet row) throws SQLException {
        Timestamp until = row.getTimestamp("until_at");
        Order order = new Order(
                Order.Target.valueOf(row.getString("target").toUpperCase(Locale.ROOT)),
                row.getString("target_id"),
                Order.Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getTimestamp("given_at").toInstant(),
                until == null ? null : until.toInstant(),
                row.getString("reason"),
                row.getString("given_by"));
        return new Row(row.getLong("order_id"), order);
    }
}
