package org.lienthong.delivery;

import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.Detail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What becomes of deliveries by push and JMS. Every outcome is durable before the broker's message is acknowledged, so a
 * crash repeats the attempt; recipients tell a repetition by its key, the delivery's id.
 */
public final class Deliveries {

    private static final String DUE = """
            select d.id, d.kind, d.recipient, d.attempts, d.exchange_id, e.sender, e.document_id, e.delivered_sha256,
              e.trace_id, e.size, e.trace_offset, e.trace_header
            from delivery d join exchange e on e.id = d.exchange_id
            where d.id = ? and d.attempts = ? and d.state in (0, 1)""";

    private static final Pattern ANSWERED = Pattern.compile("answered ([1-5][0-9]{2})");
    private static final String BROKER = "broker";

    private static final Set<DeliveryState> DUE_STATES = Set.of(DeliveryState.WAITING, DeliveryState.QUEUED);

    private final RecipientStates states = new RecipientStates();
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final PayloadStore payloads;
    private final FreshDeliveries fresh;
    private final RetryPolicy retry;
    private final Clock clock;
    private final RandomGenerator random;
    private final HeldRecipients held = new HeldRecipients();
    private final LongSupplier configuration;

    Deliveries(
            JdbcClient jdbc,
            Ledger ledger,
            PayloadStore payloads,
            FreshDeliveries fresh,
            RetryPolicy retry,
            Clock clock,
            RandomGenerator random) {
        this(jdbc, ledger, payloads, fresh, retry, clock, random, () -> 0);
    }

    /** @param configuration number of the version that the delivery at hand goes by */
    Deliveries(
            JdbcClient jdbc,
            Ledger ledger,
            PayloadStore payloads,
            FreshDeliveries fresh,
            RetryPolicy retry,
            Clock clock,
            RandomGenerator random,
            LongSupplier configuration) {
        this.configuration = configuration;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.payloads = payloads;
        this.fresh = fresh;
        this.retry = retry;
        this.clock = clock;
        this.random = random;
    }

    /** Whose deliveries wait at the moment. */
    public HeldRecipients held() {
        return held;
    }

    /**
     * The delivery if this attempt still has to be made; empty when it was made, given up or never existed. It may still be
     * WAITING: a message can be here before the relay has noted that it is on its way, or a crash may have kept it from that.
     */
    public Optional<DueDelivery> take(UUID id, int attempt) {
        return read(id, attempt);
    }

    /** As {@link #take}, for a message that comes for the first time: nobody can have made the delivery before. */
    public Optional<DueDelivery> takeFirst(UUID id, int attempt) {
        Optional<DueDelivery> atHand =
                attempt == 0 ? fresh.take(id).map(due -> due.takenAt(clock.instant())) : Optional.empty();
        return atHand.isPresent() ? atHand : read(id, attempt);
    }

    private Optional<DueDelivery> read(UUID id, int attempt) {
        return jdbc.sql(DUE)
                .param(id)
                .param(attempt)
                .query((row, number) -> due(row))
                .optional();
    }

    public RecipientStates states() {
        return states;
    }

    /** The bytes to deliver; read to the end or close. */
    public InputStream open(DueDelivery delivery) {
        return payloads.open(delivery.payload());
    }

    /** The recipient has it, byte for byte. This and the others return whether it was still to be made. */
    public boolean delivered(DueDelivery delivery, String channel) {
        return delivered(delivery, channel, delivery.sha256(), null);
    }

    /**
     * The recipient has it.
     *
     * @param sha256 lower-case hex digest of what it got
     * @param mappings names of the mappings that made that; null when it got the bytes as they are stored
     */
    public boolean delivered(DueDelivery delivery, String channel, String sha256, @Nullable String mappings) {
        Instant now = clock.instant();
        states.succeeded(delivery.recipient(), now);
        String result = mappings == null ? null : "mapped by " + mappings;
        AuditEntry entry = entry(AuditEvent.DELIVERED, delivery, now, channel, sha256, result);
        return ledger.move(outcome(delivery, DeliveryState.DONE, now, null, true, null, entry));
    }

    /** The recipient refused it for good; no further attempt. */
    public boolean rejected(DueDelivery delivery, String channel, String reason) {
        Instant now = clock.instant();
        states.succeeded(delivery.recipient(), now); // it answers
        AuditEntry entry = entry(AuditEvent.REJECTED, delivery, now, channel, reason);
        return ledger.move(outcome(delivery, DeliveryState.FAILED, now, null, false, reason, entry));
    }

    /** The attempt failed: another one follows after a pause, or the delivery is a dead letter. */
    public boolean failed(DueDelivery delivery, String channel, String reason) {
        Instant now = clock.instant();
        states.failed(delivery.recipient(), now, reason);
        int failures = delivery.attempts() + 1;
        if (retry.exhausted(failures)) {
            AuditEntry entry = entry(AuditEvent.DEAD_LETTERED, delivery, now, channel, reason);
            return ledger.move(outcome(delivery, DeliveryState.DEAD, now, null, false, reason, entry));
        }
        Duration pause = retry.pause(failures, random);
        AuditEntry entry = entry(AuditEvent.ATTEMPT_FAILED, delivery, now, channel, reason);
        return ledger.move(outcome(delivery, DeliveryState.WAITING, now, now.plus(pause), false, reason, entry));
    }

    /** The broker gave the message up: attempts ended without any outcome, as when they take the process down. */
    public void abandoned(UUID id, int attempt, String reason) {
        take(id, attempt).ifPresent(delivery -> {
            Instant now = clock.instant();
            AuditEntry entry = entry(AuditEvent.DEAD_LETTERED, delivery, now, BROKER, reason);
            ledger.move(outcome(delivery, DeliveryState.DEAD, now, null, false, reason, entry));
        });
    }

    private static Outcome outcome(
            DueDelivery delivery,
            DeliveryState to,
            Instant now,
            @Nullable Instant next,
            boolean delivered,
            @Nullable String reason,
            AuditEntry entry) {
        return new Outcome(
                delivery.id(), DUE_STATES, to, now, next, delivered, delivery.attempts() + 1, null, reason, entry);
    }

    private AuditEntry entry(
            AuditEvent event, DueDelivery delivery, Instant at, String channel, @Nullable String result) {
        return entry(event, delivery, at, channel, null, result);
    }

    private AuditEntry entry(
            AuditEvent event,
            DueDelivery delivery,
            Instant at,
            String channel,
            @Nullable String sha256,
            @Nullable String result) {
        return AuditEntry.of(
                        event,
                        at,
                        Who.HUB.to(delivery.recipient()),
                        Origin.of(channel, delivery.traceId()).by(configuration.getAsLong()))
                .about(About.message(delivery.exchangeId(), delivery.kind().wireName(), delivery.documentId()))
                .content(sha256, null)
                .result(result)
                .detail(attempt(delivery, at, channel, result));
    }

    /** What the broker lost or gave up took no time of the recipient's. */
    private static Detail.Attempt attempt(DueDelivery delivery, Instant at, String channel, @Nullable String result) {
        Matcher answered = ANSWERED.matcher(String.valueOf(result));
        return new Detail.Attempt(
                delivery.attempts() + 1,
                answered.matches() ? Integer.valueOf(answered.group(1)) : null,
                channel.equals(BROKER)
                        ? null
                        : (Long) Duration.between(delivery.takenAt(), at).toMillis());
    }

    private DueDelivery due(ResultSet row) throws SQLException {
        return new DueDelivery(
                row.getObject("id", UUID.class),
                Kind.values()[row.getInt("kind")],
                row.getString("sender"),
                row.getString("recipient"),
                row.getString("document_id"),
                HexFormat.of().formatHex(row.getBytes("delivered_sha256")),
                row.getInt("attempts"),
                row.getString("trace_id"),
                StoredPayload.of(row, "exchange_id"),
                clock.instant());
    }
}
