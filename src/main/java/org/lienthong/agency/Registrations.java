package org.lienthong.agency;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code agency_registration}. */
final class Registrations {

    /** Any constant that no other use of advisory locks in this database shares. */
    private static final long LOCK = 0x6167656e6379L;

    private final JdbcTemplate jdbc;

    Registrations(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes writers on all hubs wait for each other until the transaction ends. Without it a lower version could become
     * visible after a higher one, and a hub that polls for the highest would never see it.
     */
    void lock() {
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
    }

    /** The highest version of any row; 0 when there is none. */
    long version() {
        Long version = jdbc.queryForObject("select coalesce(max(version), 0) from agency_registration", Long.class);
        return version == null ? 0 : version;
    }

    /** All rows, oldest first. */
    List<Registration> all() {
        return jdbc.query("select * from agency_registration order by registration_id", (row, n) -> map(row));
    }

    void open(String agencyId, String parentId, NewAgency agency, LocalDate day, Instant now) {
        jdbc.update(
                """
                insert into agency_registration
                    (agency_id, parent_id, code, name, mail, mobile, fax, valid_from, version, changed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, nextval('agency_registration_version'), ?)
                """,
                agencyId,
                parentId,
                agency.code(),
                agency.name(),
                agency.mail(),
                agency.mobile(),
                agency.fax(),
                Date.valueOf(day),
                Timestamp.from(now));
    }

    /** A clock that went back must not make a row end before it began. */
    void close(String agencyId, LocalDate day, Instant now) {
        jdbc.update("""
                update agency_registration
                   set valid_to = greatest(?, valid_from), version = nextval('agency_registration_version'), changed_at = ?
                 where agency_id = ? and valid_to is null
                """, Date.valueOf(day), Timestamp.from(now), agencyId);
    }

    private static Registration map(ResultSet row) throws SQLException {
        Date validTo = row.getDate("valid_to");
        return new Registration(
                row.getString("agency_id"),
                row.getString("parent_id"),
                row.getString("code"),
                row.getString("name"),
                new Contact(row.getString("mail"), row.getString("mobile"), row.getString("fax")),
                row.getDate("valid_from").toLocalDate(),
                validTo == null ? null : validTo.toLocalDate(),
                row.getLong("version"),
                row.getTimestamp("changed_at").toInstant());
    }
}
