package org.lienthong.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as the log keeps it: who, what, when, about which exchange, with which result. It holds no
 * payload and no personal data. {@link #toCanonicalJson} gives the bytes that are hashed: one JSON object with sorted keys
 * and no white space (RFC 8785), absent members left out.
 *
 * @param at when it happened; kept to the millisecond
 * @param actor who did it: an agency id, a caller's id, or {@code hub}
 * @param subject the agency it was done to or for, if it is another one
 * @param exchangeId the exchange it belongs to
 * @param channel the way it came or went: {@code rest}, {@code vxp}, {@code push}, {@code jms}, {@code pull}
 * @param kind {@code document} or {@code status}
 * @param documentId the edXML DocumentId
 * @param recipients agency ids
 * @param sha256 lower-case hex digest of the bytes concerned
 * @param result a problem slug, a status code or the like
 * @param traceId the id that log lines and problem documents carry
 */
public record AuditEntry(
        AuditEvent event,
        Instant at,
        String actor,
        @Nullable String subject,
        @Nullable UUID exchangeId,
        @Nullable String channel,
        @Nullable String kind,
        @Nullable String documentId,
        List<String> recipients,
        @Nullable String sha256,
        @Nullable String result,
        String traceId) {

    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        recipients = List.copyOf(recipients);
    }

    /** An entry that is not about a message. */
    public static AuditEntry of(AuditEvent event, Instant at, String actor, @Nullable String result, String traceId) {
        return new AuditEntry(event, at, actor, null, null, null, null, null, List.of(), null, result, traceId);
    }

    /** The bytes that the log hashes and keeps. */
    public byte[] toCanonicalJson() {
        return new CanonicalJson()
                .member("actor", actor)
                .member("channel", channel)
                .member("documentId", documentId)
                .member("event", event.word())
                .member("exchange", exchangeId == null ? null : exchangeId.toString())
                .member("kind", kind)
                .member("recipients", recipients)
                .member("result", result)
                .member("sha256", sha256)
                .member("subject", subject)
                .member("trace", traceId)
                .member("ts", at.toString())
                .member("v", 1)
                .toBytes();
    }
}
