package org.lienthong.delivery;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditEvent;
import org.lienthong.document.BusinessState;
import org.lienthong.document.StatusCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what became of an exchange. Only its parties and operators see it; for everybody else there is none. */
public final class Exchanges {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final List<String> BUSINESS_TYPES = List.of("new", "recall", "update", "replace");
    private static final List<String> MODES = List.of("pull", "push", "jms", "undecided");

    private final JdbcClient jdbc;
    private final BusinessHistory businessHistory;
    private final JsonMapper json;
    private final HeldRecipients held;
    private final Agencies agencies;

    Exchanges(
            JdbcClient jdbc, BusinessHistory businessHistory, JsonMapper json, Agencies agencies, HeldRecipients held) {
        this.held = held;
        this.agencies = agencies;
        this.jdbc = jdbc;
        this.businessHistory = businessHistory;
        this.json = json;
    }

    /** @param viewer whether the one who asks may see what this agency sent or was sent */
    public Optional<ExchangeView> find(UUID id, Predicate<String> viewer) {
        return jdbc.sql("select * from exchange where id = ?")
                .param(id)
                .query((row, number) -> row(row))
                .optional()
                .filter(row ->
                        viewer.test(row.sender()) || recipients(row).stream().anyMatch(viewer))
                .map(row -> view(row, viewer));
    }

    /** The index of the audit entry that records its acceptance. */
    Optional<Long> acceptingEntry(UUID id, Predicate<String> viewer) {
        return find(id, viewer).flatMap(exchange -> exchange.history().stream()
                .filter(event -> event.event().equals(AuditEvent.ACCEPTED.word()))
                .map(ExchangeView.EventView::index)
                .findFirst());
    }

    private record Row(
            UUID id,
            Kind kind,
            String documentId,
            String sender,
            @Nullable Integer businessType,
            @Nullable String statusCode,
            @Nullable UUID answers,
            @Nullable List<UUID> alsoAnswers,
            String sha256,
            long size,
            Instant acceptedAt,
            @Nullable Long configuration) {}

    private List<String> recipients(Row exchange) {
        return jdbc.sql("select recipient from delivery where exchange_id = ?")
                .param(exchange.id())
                .query(String.class)
                .list();
    }

    private ExchangeView view(Row row, Predicate<String> viewer) {
        // A recipient sees its own delivery, not who else was sent what and how far they are.
        boolean all = viewer.test(row.sender());
        return new ExchangeView(
                row.id(),
                row.kind().wireName(),
                row.documentId(),
                row.sender(),
                name(row.sender(), row.acceptedAt()),
                businessType(row.businessType()),
                row.statusCode(),
                row.answers(),
                row.alsoAnswers(),
                row.sha256(),
                row.size(),
                row.acceptedAt(),
                row.configuration(),
                deliveries(row).stream()
                        .filter(delivery -> all || viewer.test(delivery.agency()))
                        .toList(),
                statuses(row.id()).stream()
                        .filter(status -> all
                                || viewer.test(status.from())
                                || status.to().stream().anyMatch(viewer))
                        .toList(),
                history(row.id()).stream()
                        .filter(event -> all
                                || viewer.test(event.actor())
                                || event.agency() != null && viewer.test(event.agency())
                                || event.actor().equals(row.sender()))
                        .toList());
    }

    private List<ExchangeView.RecipientView> deliveries(Row exchange) {
        List<BusinessHistory.Said> said = exchange.kind() == Kind.DOCUMENT
                ? businessHistory.said(new BusinessHistory.Known(exchange.id(), exchange.sender()))
                : List.of();
        return jdbc.sql("select * from delivery where exchange_id = ? order by id")
                .param(exchange.id())
                .query((row, number) -> new ExchangeView.RecipientView(
                        row.getString("recipient"),
                        name(row.getString("recipient"), exchange.acceptedAt()),
                        row.getObject("id", UUID.class),
                        MODES.get(row.getInt("mode")),
                        DeliveryState.of(row.getInt("state")).wireName(),
                        row.getInt("attempts"),
                        instant(row, "next_attempt_at"),
                        instant(row, "delivered_at"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        reason(row),
                        businessState(exchange, said, row.getString("recipient"))))
                .list();
    }

    private @Nullable String reason(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        DeliveryState state = DeliveryState.of(row.getInt("state"));
        boolean under = state == DeliveryState.WAITING || state == DeliveryState.QUEUED;
        String why = under ? held.why(row.getString("recipient")) : null;
        return why == null ? reason : why;
    }

    private @Nullable String name(String agency, Instant at) {
        return agencies.current()
                .byId(agency)
                .map(known -> known.name(LocalDate.ofInstant(at, VIETNAM)))
                .orElse(null);
    }

    private static @Nullable String businessState(Row exchange, List<BusinessHistory.Said> said, String recipient) {
        if (exchange.kind() != Kind.DOCUMENT) {
            return null;
        }
        BusinessState state = BusinessHistory.progress(said, recipient).state();
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    private List<ExchangeView.StatusView> statuses(UUID id) {
        return jdbc.sql(
                        "select * from exchange where answers = :id or also_answers @> array[:id] order by accepted_at, id")
                .param("id", id)
                .query((row, number) -> status(row))
                .list();
    }

    private static ExchangeView.StatusView status(ResultSet row) throws SQLException {
        Optional<StatusCode> code =
                Optional.ofNullable(row.getString("status_code")).flatMap(StatusCode::ofWire);
        LocalDateTime at = row.getObject("status_at", LocalDateTime.class);
        return new ExchangeView.StatusView(
                row.getObject("id", UUID.class),
                row.getString("sender"),
                List.of((String[]) row.getArray("recipients").getArray()),
                code.map(StatusCode::wire).orElse(null),
                code.map(known ->
                                known.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                        .orElse(null),
                row.getString("status_reason"),
                businessType(row.getObject("business_type", Integer.class)),
                at == null ? null : at.atZone(VIETNAM).toOffsetDateTime().toString(),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant());
    }

    private List<ExchangeView.EventView> history(UUID id) {
        return jdbc.sql("select idx, entry from audit_entry where exchange_id = ? order by idx")
                .param(id)
                .query((row, number) -> event(row.getLong("idx"), json.readTree(row.getBytes("entry"))))
                .list();
    }

    private static ExchangeView.EventView event(long index, JsonNode entry) {
        return new ExchangeView.EventView(
                index,
                Instant.parse(entry.get("ts").asString()),
                entry.get("event").asString(),
                entry.get("actor").asString(),
                text(entry, "subject"),
                text(entry, "channel"),
                text(entry, "result"));
    }

    private static @Nullable String text(JsonNode entry, String member) {
        JsonNode value = entry.get(member);
        return value == null ? null : value.asString();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                Kind.values()[row.getInt("kind")],
                row.getString("document_id"),
                row.getString("sender"),
                row.getObject("business_type", Integer.class),
                row.getString("status_code"),
                row.getObject("answers", UUID.class),
                alsoAnswers(row),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getLong("size"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                row.getObject("configuration", Long.class));
    }

    private static @Nullable List<UUID> alsoAnswers(ResultSet row) throws SQLException {
        Array also = row.getArray("also_answers");
        return also == null ? null : List.of((UUID[]) also.getArray());
    }

    static @Nullable String businessType(@Nullable Integer type) {
        return type == null ? null : BUSINESS_TYPES.get(type);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
