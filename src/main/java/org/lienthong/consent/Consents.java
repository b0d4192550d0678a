package org.lienthong.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Does what is ordered at once, or keeps it as a proposal until a second person agrees. Whoever proposed it may decline it,
 * never agree to it.
 */
public final class Consents {

    private static final List<String> STATES = List.of("open", "confirmed", "declined", "expired");
    private static final int CONFIRMED = 1;
    private static final int DECLINED = 2;
    private static final int MOST = 200;

    private final Map<String, ConsentedAction> actions = new HashMap<>();
    private final Set<String> needed;
    private final Duration patience;
    private final JdbcClient jdbc;
    private final AuditedTransaction transaction;
    private final Clock clock;

    /**
     * @param needed names of the actions that need a second person
     * @param patience how long a proposal waits
     */
    public Consents(
            List<ConsentedAction> actions,
            Set<String> needed,
            Duration patience,
            JdbcClient jdbc,
            AuditedTransaction transaction,
            Clock clock) {
        actions.forEach(action -> this.actions.put(action.name(), action));
        if (!this.actions.keySet().containsAll(needed)) {
            throw new IllegalArgumentException(
                    "hub.operations.consent: lists " + needed + ", but there are only " + this.actions.keySet());
        }
        this.needed = Set.copyOf(needed);
        this.patience = patience;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Returns what the action returns, or a {@link Proposal} when a second person has to agree first. */
    public Object order(Order order) {
        return needed.contains(order.action())
                ? propose(order)
                : transaction.run(entries -> action(order.action()).perform(order));
    }

    /**
     * For what is shown rather than done: whether another person has to agree to it, and whether one did. Asked again, it
     * finds what the same person proposed about the same thing, as long as that waits, or as long again after it was agreed to.
     *
     * @return empty when nobody else is needed; else a proposal that is {@code open} or {@code confirmed}
     */
    public Optional<Proposal> consent(Order order) {
        if (!needed.contains(order.action())) {
            return Optional.empty();
        }
        expire();
        return Optional.of(jdbc.sql(
                        "select * from proposal where action = ? and details = ? and proposed_by = ?"
                                + " and (state = 0 or state = ? and decided_at >= ?) order by state desc, decided_at desc limit 1")
                .params(
                        order.action(),
                        order.details(),
                        order.by(),
                        CONFIRMED,
                        utc(clock.instant().minus(patience)))
                .query(Consents::proposal)
                .optional()
                .orElseGet(() -> propose(order)));
    }

    private Proposal propose(Order order) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        transaction.run(entries -> {
            jdbc.sql("insert into proposal (id, action, summary, details, reason, proposed_by, proposed_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?)")
                    .params(id, order.action(), order.summary(), order.details(), order.reason(), order.by(), utc(now))
                    .update();
            entries.add(AuditEntry.of(
                    AuditEvent.PROPOSED,
                    now,
                    order.by(),
                    order.action() + " " + order.summary() + ": " + order.reason(),
                    order.traceId()));
            return id;
        });
        return find(id);
    }

    /** Newest first. */
    public List<Proposal> list() {
        expire();
        return jdbc.sql("select * from proposal order by state <> 0, proposed_at desc limit ?")
                .param(MOST)
                .query(Consents::proposal)
                .list();
    }

    /** @throws ProblemException {@code NOT_FOUND} */
    public Proposal find(UUID id) {
        return jdbc.sql("select * from proposal where id = ?")
                .param(id)
                .query(Consents::proposal)
                .optional()
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
    }

    /** Does what was proposed. */
    public Proposal confirm(UUID id, String by, String traceId) {
        requireAnother(id, by, traceId);
        Object result = transaction.run(entries -> {
            Order order = take(id, CONFIRMED, by);
            entries.add(
                    decided(by, "confirmed " + order.action() + " " + order.summary() + " of " + order.by(), traceId));
            return action(order.action()).perform(order);
        });
        return find(id).with(result);
    }

    /** The attempt is on record, too: somebody tried to do alone what needs two. */
    private void requireAnother(UUID id, String by, String traceId) {
        Proposal proposal = find(id);
        if (!proposal.proposedBy().equals(by)) {
            return;
        }
        transaction.run(entries -> entries.add(AuditEntry.of(
                AuditEvent.DENIED,
                clock.instant(),
                by,
                "confirm " + proposal.action() + " " + proposal.summary() + ": own proposal",
                traceId)));
        throw new ProblemException(
                ProblemType.FORBIDDEN,
                "Another person than the one who proposed it has to agree.",
                "Người đồng ý phải khác người đề xuất.");
    }

    public Proposal decline(UUID id, String by, String traceId) {
        transaction.run(entries -> {
            Order order = take(id, DECLINED, by);
            entries.add(
                    decided(by, "declined " + order.action() + " " + order.summary() + " of " + order.by(), traceId));
            return id;
        });
        return find(id);
    }

    private AuditEntry decided(String by, String what, String traceId) {
        return AuditEntry.of(AuditEvent.DECIDED, clock.instant(), by, what, traceId);
    }

    /** Of two who decide at the same time one finds it decided. */
    private Order take(UUID id, int state, String by) {
        expire();
        Proposal known = find(id);
        return jdbc.sql("update proposal set state = ?, decided_by = ?, decided_at = ? where id = ? and state = 0"
                        + " returning action, summary, details, proposed_by, reason")
                .params(state, by, utc(clock.instant()), id)
                .query((row, number) -> new Order(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        "proposal-" + id))
                .optional()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT,
                        "The proposal is " + known.state() + " already.",
                        "Đề xuất này đã được quyết định hoặc hết hạn."));
    }

    private void expire() {
        jdbc.sql("update proposal set state = 3 where state = 0 and proposed_at < ?")
                .param(utc(clock.instant().minus(patience)))
                .update();
    }

    private ConsentedAction action(String name) {
        ConsentedAction action = actions.get(name);
        if (action == null) {
            throw new IllegalStateException("there is no action " + name);
        }
        return action;
    }

    private static Proposal proposal(ResultSet row, int number) throws SQLException {
        OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
        return new Proposal(
                row.getObject("id", UUID.class),
                row.getString("action"),
                row.getString("summary"),
                row.getString("reason"),
                row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                STATES.get(row.getInt("state")),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant(),
                null);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
