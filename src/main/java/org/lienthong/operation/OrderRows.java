package org.lienthong.operation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of pauses and maintenance. */
final class OrderRows {

    private final JdbcClient jdbc;

    OrderRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Pause> pauses() {
        return jdbc.sql("select * from recipient_pause order by since")
                .query((row, number) -> new Pause(
                        row.getString("agency"),
                        instant(row, "since"),
                        row.getString("paused_by"),
                        row.getString("reason")))
                .list();
    }

    /** Returns whether it was not paused. */
    boolean pause(Pause pause) {
        return jdbc.sql("insert into recipient_pause (agency, since, paused_by, reason) values (?, ?, ?, ?)"
                                + " on conflict do nothing")
                        .params(pause.agency(), utc(pause.since()), pause.by(), pause.reason())
                        .update()
                > 0;
    }

    /** Returns whether it was paused. */
    boolean resume(String agency) {
        return jdbc.sql("delete from recipient_pause where agency = ?")
                        .param(agency)
                        .update()
                > 0;
    }

    /** Not cancelled and not over, soonest first. */
    List<Maintenance> maintenance(Instant now) {
        return jdbc.sql(
                        "select * from maintenance where cancelled_at is null and to_at > ? order by from_at, id limit 1000")
                .param(utc(now))
                .query(OrderRows::maintenance)
                .list();
    }

    /** One that is not cancelled, about just the same, at some of that time. */
    Optional<Maintenance> overlapping(String agency, @Nullable String service, Instant from, Instant to) {
        return jdbc.sql("select * from maintenance where cancelled_at is null and agency = :agency"
                        + " and service is not distinct from cast(:service as text) and from_at < :to and to_at > :from"
                        + " order by from_at limit 1")
                .param("agency", agency)
                .param("service", service)
                .param("from", utc(from))
                .param("to", utc(to))
                .query(OrderRows::maintenance)
                .optional();
    }

    /** Until the end of the transaction others announce nothing. */
    void lock() {
        jdbc.sql("lock table maintenance in share row exclusive mode").update();
    }

    Optional<Maintenance> find(UUID id) {
        return jdbc.sql("select * from maintenance where id = ?")
                .param(id)
                .query(OrderRows::maintenance)
                .optional();
    }

    void announce(Maintenance one) {
        jdbc.sql(
                        "insert into maintenance (id, agency, service, from_at, to_at, urgent, reason, announced_by, announced_at)"
                                + " values (:id, :agency, :service, :from, :to, :urgent, :reason, :by, :at)")
                .param("id", one.maintenanceId())
                .param("agency", one.agency())
                .param("service", one.service())
                .param("from", utc(one.from()))
                .param("to", utc(one.to()))
                .param("urgent", one.urgent())
                .param("reason", one.reason())
                .param("by", one.announcedBy())
                .param("at", utc(one.announcedAt()))
                .update();
    }

    /** Returns whether it was ahead or lasting. */
    boolean cancel(UUID id, String by, Instant now) {
        return jdbc.sql("update maintenance set cancelled_by = ?, cancelled_at = ?"
                                + " where id = ? and cancelled_at is null and to_at > ?")
                        .params(by, utc(now), id, utc(now))
                        .update()
                > 0;
    }

    private static Maintenance maintenance(ResultSet row, int number) throws SQLException {
        OffsetDateTime cancelled = row.getObject("cancelled_at", OffsetDateTime.class);
        return new Maintenance(
                row.getObject("id", UUID.class),
                row.getString("agency"),
                row.getString("service"),
                instant(row, "from_at"),
                instant(row, "to_at"),
                row.getBoolean("urgent"),
                row.getString("reason"),
                instant(row, "announced_at"),
                row.getString("announced_by"),
                cancelled == null ? null : cancelled.toInstant());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
