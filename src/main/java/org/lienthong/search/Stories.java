package org.lienthong.search;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditTrail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.audit.access.Publishable;
import org.lienthong.consent.Order;
import org.lienthong.consent.Proposal;
import org.lienthong.delivery.ExchangeView;
import org.lienthong.delivery.Exchanges;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Masked;
import org.lienthong.operation.Hold;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells the story of one exchange. Who runs the hub sees what an exchange says only for a reason, and each such look is in
 * the audit log before it is shown; its parties see their part of it.
 */
public final class Stories {

    /** The word in {@code hub.operations.consent}. */
    static final String REVEAL = "reveal";

    private static final int LONGEST_REASON = 300;

    private final JdbcClient jdbc;
    private final Exchanges exchanges;
    private final LogEntries log;
    private final AuditTrail trail;
    private final Function<String, Optional<Hold>> held;
    private final Function<Order, Optional<Proposal>> consent;
    private final Clock clock;

    Stories(
            JdbcClient jdbc,
            Exchanges exchanges,
            LogEntries log,
            AuditTrail trail,
            Function<String, Optional<Hold>> held,
            Function<Order, Optional<Proposal>> consent,
            Clock clock) {
        this.jdbc = jdbc;
        this.exchanges = exchanges;
        this.log = log;
        this.trail = trail;
        this.held = held;
        this.consent = consent;
        this.clock = clock;
    }

    /**
     * @param reason why an operator or auditor wants to read what it says; null to see it masked
     * @param traceId for the entry of a look
     * @return empty when there is none that the viewer may see
     */
    public Optional<Story> find(UUID id, Viewer viewer, @Nullable String reason, String traceId) {
        if (reason != null) {
            requireReason(reason);
        }
        Optional<ExchangeView> found = exchanges.find(id, viewer::sees);
        if (found.isEmpty()) {
            return call(log.of(id), id, viewer);
        }
        if (!viewer.all()) {
            return Optional.of(story(found.get(), viewer, false, null));
        }
        if (reason == null) {
            return Optional.of(story(found.get(), viewer, true, null));
        }
        Optional<Proposal> second = consent.apply(reveal(id, viewer, reason, traceId));
        if (second.isPresent() && second.get().decidedBy() == null) {
            return Optional.of(story(found.get(), viewer, true, second.get()));
        }
        String why = second.map(agreed -> agreed.reason() + " (" + agreed.decidedBy() + " agreed)")
                .orElse(reason);
        record(found.get(), viewer, why, traceId);
        return Optional.of(story(found.get(), viewer, false, null));
    }

    private static Order reveal(UUID id, Viewer viewer, String reason, String traceId) {
        return new Order(REVEAL, "exchange " + id, "{\"exchange\":\"" + id + "\"}", viewer.id(), reason, traceId);
    }

    private static void requireReason(String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON || !Publishable.isPublishable(reason)) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "The reason has 1 to " + LONGEST_REASON + " characters in one line and holds no long number: it is"
                            + " published in the audit log.",
                    "Lý do dài 1 đến " + LONGEST_REASON
                            + " ký tự trên một dòng và không chứa dãy số dài, vì được công bố"
                            + " trong nhật ký kiểm toán.",
                    new Violation("Reason", "cannot be published"));
        }
    }

    private void record(ExchangeView exchange, Viewer viewer, String reason, String traceId) {
        trail.record(List.of(
                AuditEntry.of(AuditEvent.EXCHANGE_READ, clock.instant(), Who.of(viewer.id()), Origin.of(null, traceId))
                        .about(About.message(exchange.exchangeId(), exchange.kind(), exchange.documentId()))
                        .result(reason)));
    }

    private record Facts(@Nullable String code, @Nullable String subject, String traceId) {}

    private Story story(ExchangeView exchange, Viewer viewer, boolean masked, @Nullable Proposal proposal) {
        UUID id = exchange.exchangeId();
        Facts facts = jdbc.sql("select code, subject, trace_id from exchange where id = ?")
                .param(id)
                .query((row, number) -> new Facts(row.getString(1), row.getString(2), row.getString(3)))
                .single();
        Set<Long> visible = new HashSet<>();
        exchange.history().forEach(event -> visible.add(event.index()));
        List<LogEntries.Entry> entries = log.of(id).stream()
                .filter(entry -> visible.contains(entry.index()) || isLook(entry))
                .toList();
        Optional<LogEntries.Entry> accepted = entries.stream()
                .filter(entry -> entry.event().equals(AuditEvent.ACCEPTED.word()))
                .findFirst();
        Kind kind = Kind.valueOf(exchange.kind().toUpperCase(java.util.Locale.ROOT));
        return new Story(
                id,
                exchange.kind(),
                masked,
                exchange.sender(),
                masked ? Masked.documentId(kind, exchange.documentId()) : exchange.documentId(),
                facts.code(),
                masked && facts.subject() != null ? Masked.HIDDEN : facts.subject(),
                exchange.businessType(),
                exchange.statusCode(),
                exchange.sha256(),
                exchange.size(),
                exchange.acceptedAt(),
                accepted.map(entry -> entry.text("channel")).orElse(null),
                accepted.map(entry -> entry.text("system")).orElse(null),
                facts.traceId(),
                accepted.map(entry -> entry.number("configuration")).orElse(null),
                masked ? Masked.recipients(exchange.recipients()) : exchange.recipients(),
                holds(exchange),
                statuses(exchange, masked),
                related(exchange, viewer),
                LogEntries.steps(
                        entries.stream().filter(entry -> !isLook(entry)).toList()),
                looks(entries),
                null,
                new Story.Links("/api/v1/exchanges/" + id + "/receipt", "/log/checkpoint"),
                proposal);
    }

    private List<Hold> holds(ExchangeView exchange) {
        return exchange.recipients().stream()
                .filter(one -> one.state().equals("waiting") || one.state().equals("queued"))
                .map(ExchangeView.RecipientView::agency)
                .distinct()
                .flatMap(agency -> held.apply(agency).stream())
                .toList();
    }

    private static boolean isLook(LogEntries.Entry entry) {
        return entry.event().equals(AuditEvent.EXCHANGE_READ.word());
    }

    private static List<Story.Look> looks(List<LogEntries.Entry> entries) {
        return entries.stream()
                .filter(Stories::isLook)
                .map(entry -> new Story.Look(entry.index(), entry.at(), entry.actor(), entry.text("result")))
                .toList();
    }

    private static List<ExchangeView.StatusView> statuses(ExchangeView exchange, boolean masked) {
        return exchange.statuses().stream()
                .filter(status -> status.businessType() == null)
                .map(status -> masked ? Masked.status(status) : status)
                .toList();
    }

    private List<Story.Related> related(ExchangeView exchange, Viewer viewer) {
        List<UUID> earlier = new ArrayList<>();
        if (exchange.answers() != null) {
            earlier.add(exchange.answers());
        }
        if (exchange.alsoAnswers() != null) {
            earlier.addAll(exchange.alsoAnswers());
        }
        List<Story.Related> related = new ArrayList<>(read(earlier, "earlier", viewer));
        exchange.statuses().stream()
                .filter(later -> later.businessType() != null)
                .forEach(later -> related.addAll(
                        read(List.of(later.exchangeId()), String.valueOf(later.businessType()), viewer)));
        return related;
    }

    /** Only what the viewer sees by itself, too: an update may go to agencies that never got what it updates. */
    private List<Story.Related> read(List<UUID> ids, String relation, Viewer viewer) {
        return ids.stream()
                .flatMap(id -> exchanges.find(id, viewer::sees).stream())
                .map(one -> new Story.Related(
                        one.exchangeId(),
                        relation,
                        one.sender(),
                        one.documentId(),
                        code(one.exchangeId()),
                        one.acceptedAt()))
                .toList();
    }

    private @Nullable String code(UUID id) {
        return jdbc.sql("select coalesce(code, '') from exchange where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .filter(code -> !code.isEmpty())
                .orElse(null);
    }

    /** A call of a data service has no exchange but its entries; consumer and provider are its parties. */
    private static Optional<Story> call(List<LogEntries.Entry> entries, UUID id, Viewer viewer) {
        Optional<LogEntries.Entry> first = entries.stream()
                .filter(entry -> "service".equals(entry.text("kind")))
                .findFirst();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        LogEntries.Entry asked = first.get();
        String provider = asked.text("provider");
        if (!viewer.sees(asked.actor()) && (provider == null || !viewer.sees(provider))) {
            return Optional.empty();
        }
        Story.Call call = new Story.Call(
                asked.actor(),
                provider,
                asked.text("service"),
                asked.text("purpose"),
                asked.text("agreement"),
                asked.text("legalBasis"),
                asked.texts("fields"));
        return Optional.of(new Story(
                id,
                "service",
                true,
                asked.actor(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                asked.at(),
                asked.text("channel"),
                asked.text("system"),
                asked.text("trace"),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                LogEntries.steps(entries),
                List.of(),
                call,
                null,
                null));
    }
}
