package org.lienthong.audit.access;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The records of data accesses for tests that only pass them on: keys in a file of their own, of epoch 0. */
public final class TestRecords {

    private TestRecords() {}

    public static PersonalRows rows() {
        return new PersonalRows(keys());
    }

    /** Seals with keys of its own. */
    public static AccessSeal seal() {
        return new AccessSeal(keys(), new SecureRandom());
    }

    /** The keys of a hub that shares its database with another one, which erases persons. */
    public static final class Shared {

        private final Path file;
        private final PersonalKeys own;

        public Shared(Path directory) throws IOException {
            this.file = directory.resolve("personal.keys");
            this.own = PersonalKeys.open(file, 0, true, new SecureRandom());
        }

        public PersonalRows rows() {
            return new PersonalRows(own);
        }

        public AccessSeal seal() {
            return new AccessSeal(own, new SecureRandom());
        }

        public SubjectIndex index(DataSource database) {
            return new SubjectIndex(database, own);
        }

        /** At the other hub. */
        public void erase(DataSource database, PersonId person) throws IOException, SQLException {
            PersonalKeys other = PersonalKeys.open(file, 0, false, new SecureRandom());
            new Erasure(database, new AuditLog(), other, new SecureRandom(), Clock.systemUTC())
                    .erase(person, Erasure.Reason.REQUEST, "demo-operator", "t1");
        }
    }

    /** G22 was released the name and birthday of those persons. */
    public static DataAccess access(PersonId... persons) {
        return access(Instant.parse("2026-11-22T03:00:00Z"), "birth", persons);
    }

    public static DataAccess access(Instant at, String purpose, PersonId... persons) {
        return new DataAccess(
                AuditEvent.DATA_RELEASED,
                at,
                UUID.fromString("019aa000-0000-7000-8000-000000000001"),
                new DataAccess.Requester("G22", "g22-main", "rest"),
                new DataAccess.Asked("G01", "population", "citizen", List.of("HoTen", "NgaySinh")),
                new DataAccess.Ground(purpose, "1.001193", "A-1", "Luật Căn cước 26/2023 Art 10"),
                new DataAccess.Personal(List.of(persons), "mau.nv", "H41.1-1", "ab", "cd"),
                "released",
                "t1");
    }

    /** Records accesses as the ledger does; returns the index of the last. */
    static long record(DataSource database, PersonalKeys keys, DataAccess... accesses) throws SQLException {
        AccessSeal seal = new AccessSeal(keys, new SecureRandom());
        List<SealedAccess> sealed = Stream.of(accesses).map(seal::seal).toList();
        PersonalRows rows = new PersonalRows(keys);
        try (Connection connection = database.getConnection()) {
            try {
                return append(connection, rows, sealed);
            } catch (SQLException e) {
                if (rows.renewed(connection, e)) {
                    return append(connection, rows, sealed);
                }
                throw e;
            }
        }
    }

    private static long append(Connection connection, PersonalRows rows, List<SealedAccess> sealed)
            throws SQLException {
        long first = new AuditLog()
                .append(connection, sealed.stream().map(SealedAccess::line).toList(), rows.following(sealed));
        return first + sealed.size() - 1;
    }

    /** Records accesses with keys of their own, and gives the index that finds them. */
    public static SubjectIndex recorded(DataSource database, DataAccess... accesses) throws SQLException {
        PersonalKeys keys = keys();
        record(database, keys, accesses);
        return new SubjectIndex(database, keys);
    }

    /** All rows of all tables, as {@code pg_dump} writes them. */
    static String dump(Connection connection) throws SQLException, IOException {
        StringWriter dump = new StringWriter();
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery(
                        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'public'")) {
            while (table.next()) {
                copy.copyOut("copy (select * from " + table.getString(1) + ") to stdout", dump);
            }
        }
        return dump.toString();
    }

    static PersonalKeys keys() {
        try {
            Path directory = Files.createTempDirectory("personal-keys-");
            Path file = directory.resolve("personal.keys");
            PersonalKeys keys = PersonalKeys.open(file, 0, true, new SecureRandom());
            Files.delete(file);
            Files.delete(directory);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
