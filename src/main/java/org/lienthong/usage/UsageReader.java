package org.lienthong.usage;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.access.SubjectIndex;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads who used a person's data out of the audit entries. */
final class UsageReader {

    /** What an auditor sees. Auditors' own readings are left out: each would move the pages of the one before. */
    static final Set<AuditEvent> RELEASES = EnumSet.of(AuditEvent.DATA_RELEASED);

    /** What the person sees: also that an auditor looked, but not each look of the person's own. */
    static final Set<AuditEvent> RELEASES_AND_READINGS = EnumSet.of(AuditEvent.DATA_RELEASED, AuditEvent.USAGE_READ);

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String LOOKED_UP = "Kiểm tra việc sử dụng dữ liệu";

    private final SubjectIndex index;
    private final JdbcClient jdbc;
    private final Agencies agencies;
    private final UnaryOperator<String> purposes;
    private final JsonMapper json;

    /** @param purposes what a purpose's code says in words */
    UsageReader(
            SubjectIndex index, JdbcClient jdbc, Agencies agencies, UnaryOperator<String> purposes, JsonMapper json) {
        this.index = index;
        this.jdbc = jdbc;
        this.agencies = agencies;
        this.purposes = purposes;
        this.json = json;
    }

    /** @param totalUsages how many there are, on whatever page */
    record Page(long totalUsages, List<Usage> usages) {}

    /**
     * Newest first.
     *
     * @param details whether to open the personal parts
     */
    Page find(SubjectIndex.Query query, boolean details) throws SQLException {
        SubjectIndex.Page page = index.find(query);
        List<Usage> usages = new ArrayList<>(page.found().size());
        for (SubjectIndex.Found found : page.found()) {
            usages.add(usage(found.index(), json.readTree(found.entry()), details));
        }
        return new Page(page.total(), usages);
    }

    /** The time of the oldest entry that is kept, if there is any. */
    Optional<Instant> oldest() {
        return jdbc.sql("select entry from audit_entry order by idx limit 1")
                .query(byte[].class)
                .optional()
                .map(entry -> Instant.parse(json.readTree(entry).get("ts").asString()));
    }

    private Usage usage(long entryIndex, JsonNode entry, boolean details) throws SQLException {
        Instant at = Instant.parse(entry.get("ts").asString());
        String receiver = entry.get("actor").asString();
        JsonNode personal = details ? personal(entryIndex, text(entry, "commit")) : null;
        return new Usage(
                at,
                action(entry),
                receiver,
                agencies.current()
                        .byId(receiver)
                        .map(agency -> agency.name(LocalDate.ofInstant(at, VIETNAM)))
                        .orElse(null),
                text(entry, "system"),
                text(entry, "provider"),
                text(entry, "service"),
                entry.path("fields").valueStream().map(JsonNode::asString).toList(),
                text(entry, "legalBasis"),
                text(entry, "exchange"),
                entryIndex,
                personal == null ? null : text(personal, "officer"),
                personal == null ? null : text(personal, "case"),
                procedure(entry, personal));
    }

    private static @Nullable String procedure(JsonNode entry, @Nullable JsonNode personal) {
        String registered = text(entry, "procedure");
        return registered != null || personal == null ? registered : text(personal, "procedure");
    }

    private @Nullable JsonNode personal(long entryIndex, @Nullable String commit) throws SQLException {
        return commit == null
                ? null
                : index.open(entryIndex, commit).map(json::readTree).orElse(null);
    }

    private String action(JsonNode entry) {
        if (AuditEvent.USAGE_READ.word().equals(text(entry, "event"))) {
            return LOOKED_UP;
        }
        String purpose = text(entry, "purpose");
        return purpose == null ? String.valueOf(text(entry, "service")) : purposes.apply(purpose);
    }

    private static @Nullable String text(JsonNode entry, String member) {
        JsonNode value = entry.get(member);
        return value == null ? null : value.asString();
    }
}
