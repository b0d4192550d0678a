package org.lienthong;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit entries of a hub, read straight from its embedded PostgreSQL. */
final class AuditTable {

    private static final int PORT_LINE = 3; // of postmaster.pid

    private final Path data;

    AuditTable(Path data) {
        this.data = data;
    }

    /**
     * @param line the canonical JSON as stored
     * @param leafHash lower-case hex
     */
    record Row(long index, byte[] line, String leafHash) {

        JsonNode json() {
            return JsonMapper.shared().readTree(line);
        }

        String text(String member) {
            return json().path(member).asString("");
        }

        @Override
        public String toString() {
            return index + " " + new String(line, StandardCharsets.UTF_8);
        }
    }

    /** How many entries there are. */
    long size() {
        return count("select size from audit_head");
    }

    /** Makes a dead letter: attempts would last for hours. Returns how many. */
    int giveUp(String exchangeId, String recipient) {
        return giveUp(exchangeId, recipient, "no answer");
    }

    /** The same for another reason. */
    int giveUp(String exchangeId, String recipient, String reason) {
        String sql = "update delivery set state = 6, next_attempt_at = null, attempts = 9, changed_at = now(),"
                + " reason = ? where exchange_id = ?::uuid and recipient = ?";
        try (Connection connection = connect();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, reason);
            update.setString(2, exchangeId);
            update.setString(3, recipient);
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What somebody with the database's password might do. */
    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Row> from(long index) {
        return query(
                "select idx, entry, encode(leaf_hash, 'hex') from audit_entry where idx >= " + index + " order by idx");
    }

    List<Row> ofExchange(String exchangeId) {
        return query(
                "select idx, entry, encode(leaf_hash, 'hex') from audit_entry where exchange_id = ?::uuid"
                        + " order by idx",
                exchangeId);
    }

    /** The entries that carry the trace id of one request. */
    List<Row> ofTrace(String traceId) {
        return query(
                "select idx, entry, encode(leaf_hash, 'hex') from audit_entry"
                        + " where convert_from(entry, 'UTF8')::json ->> 'trace' = ? order by idx",
                traceId);
    }

    /** One number from the hub's database. */
    long count(String sql) {
        return query("select (" + sql + "), ''::bytea, ''").get(0).index();
    }

    /** All rows of all tables, as {@code pg_dump} writes them. */
    String dump() {
        StringWriter dump = new StringWriter();
        try (Connection connection = connect();
                ResultSet table = connection
                        .createStatement()
                        .executeQuery("select quote_ident(tablename) from pg_tables where schemaname = 'public'")) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            while (table.next()) {
                copy.copyOut("copy (select * from " + table.getString(1) + ") to stdout", dump);
            }
            return dump.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Row> query(String sql, String... parameters) {
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getLong(1), row.getBytes(2), row.getString(3)));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection connect() throws IOException, SQLException {
        String port = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(PORT_LINE)
                .strip();
        String password = Files.readString(data.resolve("postgres.password")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "hub", password);
    }
}
