package org.lienthong.usage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last uses of data services, by whatever agreement, out of the public part of the audit entries: it tells agencies,
 * systems and fields, and no person. Never more than the last entries, in the order of the primary key.
 */
public final class RecentUses {

    /** Entries that are looked at. */
    public static final int LOOKED_AT = 1_000;

    private static final int ACCESS = 1; // AuditKind

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RecentUses(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * One use, or what came of the attempt.
     *
     * @param index of the audit entry
     * @param event {@code data-released}, {@code data-denied} or {@code data-failed}
     * @param agreement null when it was denied before one was found
     */
    public record Use(
            long index,
            Instant at,
            String event,
            String consumer,
            @Nullable String system,
            @Nullable String provider,
            @Nullable String service,
            @Nullable String purpose,
            @Nullable String agreement,
            @Nullable String result) {}

    /** Newest first. */
    public List<Use> last() {
        return uses(jdbc.sql("select idx, entry from audit_entry where kind = ? order by idx desc limit ?")
                .param(ACCESS)
                .param(LOOKED_AT));
    }

    /** Those of one agency, newest first. */
    public List<Use> last(String consumer) {
        return uses(jdbc.sql("select idx, entry from audit_entry where kind = 1 and exchange_id is not null"
                        + " and audit_member(entry, 'actor') = ? order by idx desc limit ?")
                .param(consumer)
                .param(LOOKED_AT));
    }

    private List<Use> uses(JdbcClient.StatementSpec entries) {
        return entries
                .query((row, number) -> use(row.getLong("idx"), json.readTree(row.getBytes("entry"))))
                .list()
                .stream()
                .filter(use -> use.event().startsWith("data-") && !use.event().equals("data-requested"))
                .toList();
    }

    private static Use use(long index, JsonNode entry) {
        return new Use(
                index,
                Instant.parse(entry.get("ts").asString()),
                entry.get("event").asString(),
                entry.get("actor").asString(),
                text(entry, "system"),
                text(entry, "provider"),
                text(entry, "service"),
                text(entry, "purpose"),
                text(entry, "agreement"),
                text(entry, "result"));
    }

    private static @Nullable String text(JsonNode entry, String member) {
        JsonNode value = entry.get(member);
        return value == null ? null : value.asString();
    }
}
