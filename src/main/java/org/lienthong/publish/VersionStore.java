package org.lienthong.publish;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.publish.Version.State;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code configuration_version} and {@code configuration_file}. */
final class VersionStore {

    /** Any constant that no other use of advisory locks in this database shares. */
    private static final long LOCK = 0x636f6e666967L;

    private static final int AT_ONCE = 500;
    private static final TypeReference<List<Version.Problem>> FINDINGS = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final AuditedTransaction audited;
    private final JsonMapper json = JsonMapper.shared();

    VersionStore(JdbcTemplate jdbc, TransactionTemplate transaction, AuditedTransaction audited) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audited = audited;
    }

    /** What is recorded of a new version; its number is given here. */
    @FunctionalInterface
    interface Recorded {
        AuditEntry entry(Version version);
    }

    Optional<Version> inForce() {
        return one("state = 'in-force'");
    }

    /** 0 while nothing was ever published. */
    long numberInForce() {
        Long number = jdbc.query(
                "select version from configuration_version where state = 'in-force'",
                row -> row.next() ? row.getLong(1) : 0L);
        return number == null ? 0 : number;
    }

    Optional<Version> find(long version) {
        return one("version = ?", version);
    }

    /** The last one that came one of these ways and was good. */
    Optional<Version> lastFrom(Set<String> sources) {
        return jdbc
                .query(
                        "select * from configuration_version where source = any(?) and state <> 'refused'"
                                + " order by version desc limit 1",
                        mapper(),
                        (Object) sources.toArray(String[]::new))
                .stream()
                .findFirst();
    }

    /** The last one that was refused. */
    Optional<Version> lastRefused() {
        return jdbc
                .query(
                        "select * from configuration_version where state = 'refused' order by version desc limit 1",
                        mapper())
                .stream()
                .findFirst();
    }

    /** Newest first, those before a number. */
    List<Version> history(long before, int limit) {
        return jdbc.query(
                "select * from configuration_version where version < ? order by version desc limit ?",
                mapper(),
                before,
                limit);
    }

    /** The files of a version that was not refused. */
    Tree tree(String hash) {
        SortedMap<String, String> paths =
                Tree.paths(Objects.requireNonNull(contents(Set.of(hash)).get(hash)));
        Map<String, byte[]> contents = contents(Set.copyOf(paths.values()));
        Map<String, byte[]> files = new HashMap<>();
        paths.forEach((path, sha256) -> files.put(path, contents.get(sha256)));
        Tree tree = new Tree(files);
        if (!tree.hash().equals(hash)) {
            throw new IllegalStateException(
                    "the stored files of configuration " + hash + " are not what was published");
        }
        return tree;
    }

    private Map<String, byte[]> contents(Set<String> hashes) {
        Map<String, byte[]> contents = new HashMap<>();
        List<String> all = List.copyOf(hashes);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            byte[][] keys = all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
                    .map(HexFormat.of()::parseHex)
                    .toArray(byte[][]::new);
            jdbc.query(
                    "select sha256, content from configuration_file where sha256 = any(?)",
                    row -> {
                        contents.put(HexFormat.of().formatHex(row.getBytes(1)), row.getBytes(2));
                    },
                    (Object) keys);
        }
        if (contents.size() != hashes.size()) {
            throw new IllegalStateException("stored files of a configuration are missing");
        }
        return contents;
    }

    /**
     * Adds a version with what the audit log says of it, in one transaction.
     *
     * @param draft its number counts for nothing
     * @param files null when they are not kept
     * @throws StaleVersionException when what is in force is not its parent any more, and it is to come into force
     */
    Version add(Version draft, @Nullable Tree files, Recorded recorded) {
        Version added = transaction.execute(status -> {
            lock();
            long parent = draft.parent() == null ? 0 : draft.parent();
            if (draft.is(State.IN_FORCE) && numberInForce() != parent) {
                throw new StaleVersionException(numberInForce());
            }
            Version version = numbered(draft);
            if (files != null) {
                keep(files);
            }
            if (version.is(State.IN_FORCE)) {
                jdbc.update("update configuration_version set state = 'superseded' where state = 'in-force'");
            }
            insert(version);
            audited.record(recorded.entry(version));
            return version;
        });
        return Objects.requireNonNull(added);
    }

    /** Lets a proposed version come into force, or refuses it; the same way. */
    Version decide(Version proposed, Version decided, Recorded recorded) {
        transaction.executeWithoutResult(status -> {
            lock();
            long parent = decided.parent() == null ? 0 : decided.parent();
            if (decided.is(State.IN_FORCE)) {
                if (numberInForce() != parent) {
                    throw new StaleVersionException(numberInForce());
                }
                jdbc.update("update configuration_version set state = 'superseded' where state = 'in-force'");
            }
            int rows = jdbc.update(
                    "update configuration_version set state = ?, approver = ?, approval = ?, decided_at = ?,"
                            + " findings = ?"
                            + " where version = ? and state = 'proposed'",
                    decided.state(),
                    decided.approver(),
                    decided.approval(),
                    timestamp(decided.decidedAt()),
                    json.writeValueAsString(decided.findings()),
                    proposed.version());
            if (rows != 1) {
                throw new StaleVersionException(numberInForce());
            }
            audited.record(recorded.entry(decided));
        });
        return decided;
    }

    private void lock() {
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
    }

    private Version numbered(Version draft) {
        Long last = jdbc.queryForObject("select coalesce(max(version), 0) from configuration_version", Long.class);
        return new Version(
                (last == null ? 0 : last) + 1,
                draft.parent(),
                draft.hash(),
                draft.state(),
                draft.source(),
                draft.author(),
                draft.approver(),
                draft.reason(),
                draft.approval(),
                draft.at(),
                draft.decidedAt(),
                draft.files(),
                draft.difference(),
                draft.findings());
    }

    private void keep(Tree files) {
        Map<String, byte[]> contents = new HashMap<>();
        files.files().values().forEach(content -> contents.put(DigestUtils.sha256Hex(content), content));
        contents.put(files.hash(), files.manifest());
        byte[][] keys = contents.keySet().stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
        jdbc.query(
                "select sha256 from configuration_file where sha256 = any(?)",
                row -> {
                    contents.remove(HexFormat.of().formatHex(row.getBytes(1)));
                },
                (Object) keys);
        List<Object[]> rows = new ArrayList<>();
        contents.forEach(
                (hash, content) -> rows.add(new Object[] {HexFormat.of().parseHex(hash), content}));
        jdbc.batchUpdate("insert into configuration_file (sha256, content) values (?, ?) on conflict do nothing", rows);
    }

    private void insert(Version version) {
        jdbc.update(
                """
                insert into configuration_version (version, parent, hash, state, source, author, approver, reason,
                    approval, created_at, decided_at, files, difference, findings)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                version.version(),
                version.parent(),
                HexFormat.of().parseHex(version.hash()),
                version.state(),
                version.source(),
                version.author(),
                version.approver(),
                version.reason(),
                version.approval(),
                timestamp(version.at()),
                timestamp(version.decidedAt()),
                version.files(),
                version.difference() == null ? null : HexFormat.of().parseHex(version.difference()),
                json.writeValueAsString(version.findings()));
    }

    private Optional<Version> one(String condition, Object... arguments) {
        return jdbc.query("select * from configuration_version where " + condition, mapper(), arguments).stream()
                .findFirst();
    }

    private RowMapper<Version> mapper() {
        return (row, number) -> new Version(
                row.getLong("version"),
                row.getObject("parent", Long.class),
                HexFormat.of().formatHex(row.getBytes("hash")),
                row.getString("state"),
                row.getString("source"),
                row.getString("author"),
                row.getString("approver"),
                row.getString("reason"),
                row.getString("approval"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("decided_at", OffsetDateTime.class)),
                row.getInt("files"),
                row.getBytes("difference") == null ? null : HexFormat.of().formatHex(row.getBytes("difference")),
                json.readValue(row.getString("findings"), FINDINGS));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
