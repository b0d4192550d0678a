package org.lienthong.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as the log keeps it: who, what, when, about which exchange, with which result (NĐ 47/2020 Art
 * 45). It holds no payload and no personal data. {@link #toCanonicalJson} gives the bytes that are hashed: one JSON object
 * with sorted keys and no white space (RFC 8785), absent members left out; the parts show in it nowhere.
 *
 * @param at when it happened; kept to the millisecond
 * @param content which bytes it concerns
 * @param result a problem slug, a status code or the like
 */
public record AuditEntry(
        AuditEvent event,
        Instant at,
        Who who,
        Origin origin,
        About about,
        @Nullable Content content,
        @Nullable String result,
        @Nullable Detail detail) {

    /**
     * Bytes that an entry is about.
     *
     * @param sha256 lower-case hex digest
     * @param size how many they are
     */
    public record Content(String sha256, @Nullable Long size) {}

    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** An entry that is about no message. */
    public static AuditEntry of(AuditEvent event, Instant at, String actor, @Nullable String result, String traceId) {
        return of(event, at, Who.of(actor), Origin.of(null, traceId)).result(result);
    }

    /** An entry to be completed. */
    public static AuditEntry of(AuditEvent event, Instant at, Who who, Origin origin) {
        return new AuditEntry(event, at, who, origin, About.NOTHING, null, null, null);
    }

    public AuditEntry about(About message) {
        return new AuditEntry(event, at, who, origin, message, content, result, detail);
    }

    /** @param sha256 lower-case hex digest; null where no content is concerned */
    public AuditEntry content(@Nullable String sha256, @Nullable Long size) {
        Content bytes = sha256 == null ? null : new Content(sha256, size);
        return new AuditEntry(event, at, who, origin, about, bytes, result, detail);
    }

    public AuditEntry result(@Nullable String word) {
        return new AuditEntry(event, at, who, origin, about, content, word, detail);
    }

    public AuditEntry detail(@Nullable Detail said) {
        return new AuditEntry(event, at, who, origin, about, content, result, said);
    }

    /** The bytes that the log hashes and keeps. */
    public byte[] toCanonicalJson() {
        Detail.Access access = detail instanceof Detail.Access said ? said : Detail.Access.NONE;
        Detail.Attempt attempt = detail instanceof Detail.Attempt said ? said : null;
        Detail.Records records = detail instanceof Detail.Records said ? said : null;
        Origin.Configuration configuration = origin.configuration();
        return new CanonicalJson()
                .member("actor", who.actor())
                .member("agreement", access.agreement())
                .member("answer", attempt == null || attempt.answer() == null ? null : (Long) (long) attempt.answer())
                .member("attempt", attempt == null ? null : (Long) (long) attempt.number())
                .member("businessType", about.businessType())
                .member("channel", origin.channel())
                .member("commit", access.commit())
                .member("configuration", configuration == null ? null : (Long) configuration.version())
                .member("count", records == null ? null : (Long) records.count())
                .member("difference", configuration == null ? null : configuration.difference())
                .member("documentId", about.documentId())
                .member("event", event.word())
                .member(
                        "exchange",
                        about.exchange() == null ? null : about.exchange().toString())
                .member("fields", access.fields())
                .member("kind", about.kind())
                .member("legalBasis", access.legalBasis())
                .member("millis", attempt == null ? null : attempt.millis())
                .member("parent", configuration == null ? null : configuration.parent())
                .member("procedure", access.procedure())
                .member("provider", access.provider())
                .member("providerSystem", access.providerSystem())
                .member("purpose", access.purpose())
                .member("reason", configuration == null ? null : configuration.reason())
                .member("recipients", about.recipients())
                .member("result", result)
                .member("root", records == null ? null : records.root())
                .member("service", access.service())
                .member("sha256", content == null ? null : content.sha256())
                .member("size", content == null ? null : content.size())
                .member("subject", who.subject())
                .member("system", who.system())
                .member("trace", origin.traceId())
                .member("ts", at.toString())
                .member("v", 1)
                .toBytes();
    }
}
