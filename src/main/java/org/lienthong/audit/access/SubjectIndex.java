package org.lienthong.audit.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditEvent;

/** Finds the entries about a person, and opens the personal part of one. */
public final class SubjectIndex {

    private static final String MATCHES = """
            from access_subject s
            where s.tag = ? and s.event = any(?) and s.at >= ? and s.at < ?""";
    private static final String PAGE = """
            select p.idx, a.entry from (select s.idx %s order by s.idx desc limit ? offset ?) p
            join audit_entry a on a.idx = p.idx order by p.idx desc""".formatted(MATCHES);
    private static final String RECORD = """
            select bucket, wrapped_key, sealed, (select epoch from access_epoch) from access_record where idx = ?""";
    private static final int TRIES = 3;

    private final DataSource dataSource;
    private final PersonalKeys keys;

    SubjectIndex(DataSource dataSource, PersonalKeys keys) {
        this.dataSource = dataSource;
        this.keys = keys;
    }

    /**
     * Which entries about a person.
     *
     * @param from the earliest time
     * @param to before this time
     * @param offset how many of the newest to leave out
     */
    public record Query(
            PersonId person, Collection<AuditEvent> events, Instant from, Instant to, int limit, int offset) {}

    /** @param entry canonical JSON */
    public record Found(long index, byte[] entry) {}

    /**
     * Newest first.
     *
     * @param total how many there are, on whatever page
     */
    public record Page(long total, List<Found> found) {}

    public Page find(Query query) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return new Page(count(connection, query), page(connection, query));
        }
    }

    private long count(Connection connection, Query query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) " + MATCHES)) {
            bind(connection, select, query);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private List<Found> page(Connection connection, Query query) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(PAGE)) {
            int next = bind(connection, select, query);
            select.setInt(next++, query.limit());
            select.setInt(next, query.offset());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Found(row.getLong(1), row.getBytes(2)));
                }
            }
        }
        return found;
    }

    private int bind(Connection connection, PreparedStatement select, Query query) throws SQLException {
        select.setBytes(1, keys.current().tag(query.person()));
        Object[] events = query.events().stream().map(AuditEvent::word).toArray();
        select.setArray(2, connection.createArrayOf("text", events));
        select.setObject(3, utc(query.from()));
        select.setObject(4, utc(query.to()));
        return 5;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /**
     * The personal part of an entry, as canonical JSON: {@code case}, {@code officer}, {@code request}, {@code response},
     * {@code subjects}.
     *
     * @param commit the entry's commitment, which it is checked against
     * @return nothing when it was erased or is not the one committed to
     */
    public Optional<String> open(long index, String commit) throws SQLException {
        byte[] expected = HexFormat.of().parseHex(commit);
        for (int i = 0; i < TRIES; i++) { // an erasure may replace the keys between the two reads
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select = connection.prepareStatement(RECORD)) {
                select.setLong(1, index);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    byte @Nullable [] open = open(row, expected);
                    if (open != null) {
                        return Optional.of(new String(open, StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private byte @Nullable [] open(ResultSet row, byte[] commit) throws SQLException {
        byte[] recordKey;
        try {
            recordKey = RecordCipher.unwrap(keys.of(row.getLong(4)).wrapping()[row.getInt(1)], row.getBytes(2));
        } catch (IOException | IllegalStateException e) {
            return null;
        }
        return recordKey == null ? null : RecordCipher.decrypt(recordKey, row.getBytes(3), commit);
    }
}
