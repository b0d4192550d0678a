package org.lienthong.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as the log keeps it: who, what, when, about which exchange, with which result (NĐ 47/2020 Art
 * 45). It holds no payload and no personal data. {@link #toCanonicalJson} gives the bytes that are hashed: one JSON object
 * with sorted keys and no white space (RFC 8785), absent members left out.
 *
 * @param at when it happened; kept to the millisecond
 * @param actor who did it: an agency id, a caller's id, or {@code hub}
 * @param system the credential or system that the actor used, if the actor is an agency
 * @param subject the agency it was done to or for, if it is another one
 * @param exchangeId the exchange it belongs to
 * @param channel the way it came or went: {@code rest}, {@code vxp}, {@code push}, {@code jms}, {@code pull}
 * @param kind {@code document}, {@code status}, {@code service}, {@code dossier}, {@code payment} or {@code file}
 * @param documentId the edXML DocumentId; left out of the entry where the code is a dossier's or a payment's
 * @param businessType of a document: {@code new}, {@code recall}, {@code update}, {@code replace}
 * @param recipients agency ids
 * @param sha256 lower-case hex digest of the bytes concerned
 * @param size how many bytes those are
 * @param result a problem slug, a status code or the like
 * @param traceId the id that log lines and problem documents carry
 * @param access what a data access adds
 * @param records what an entry about many records commits to
 * @param attempt of a delivery: which attempt it was, and how it went
 * @param configuration which version of the configuration it went by, or what became of one
 */
public record AuditEntry(
        AuditEvent event,
        Instant at,
        String actor,
        @Nullable String system,
        @Nullable String subject,
        @Nullable UUID exchangeId,
        @Nullable String channel,
        @Nullable String kind,
        @Nullable String documentId,
        @Nullable String businessType,
        List<String> recipients,
        @Nullable String sha256,
        @Nullable Long size,
        @Nullable String result,
        String traceId,
        @Nullable Access access,
        @Nullable Records records,
        @Nullable Configuration configuration,
        @Nullable Attempt attempt) {

    /**
     * An attempt to bring a delivery to its recipient.
     *
     * @param number 1 for the first
     * @param answer HTTP status of an answer that was no success
     * @param millis how long the recipient took
     */
    public record Attempt(
            int number, @Nullable Integer answer, @Nullable Long millis) {}

    /**
     * A version of the configuration. Of what only went by it, there is just its number.
     *
     * @param parent the version that it was made from
     * @param difference lower-case hex SHA-256 of the difference between the two
     * @param reason why, in the words of who published it
     */
    public record Configuration(
            long version,
            @Nullable Long parent,
            @Nullable String difference,
            @Nullable String reason) {

        /** What went by a version. */
        public static @Nullable Configuration of(long version) {
            return version == 0 ? null : new Configuration(version, null, null, null);
        }
    }

    /**
     * Many records in one entry: whether a record is among them is proven with a path to the root.
     *
     * @param root lower-case hex of a Merkle root over them (RFC 6962 §2.1)
     * @param count how many they are
     */
    public record Records(String root, long count) {}

    /** Kinds whose codes the portal answers questions about, so that whoever reads one finds a person. */
    private static final Set<String> LEADS_TO_A_PERSON = Set.of("dossier", "payment");

    /**
     * What is public about a data access.
     *
     * @param provider agency id of who holds the data; null when nobody is asked, as for a look at the usage
     * @param providerSystem its system that was called
     * @param fields names of the fields asked for, released or denied
     * @param purpose code of the purpose
     * @param procedure code of the administrative procedure that it is for
     * @param agreement id of the agreement that allows it
     * @param legalBasis for example {@code Luật Căn cước 26/2023 Art 10}
     * @param commit lower-case hex commitment to the personal part
     */
    public record Access(
            @Nullable String provider,
            @Nullable String providerSystem,
            @Nullable String service,
            List<String> fields,
            @Nullable String purpose,
            @Nullable String procedure,
            @Nullable String agreement,
            @Nullable String legalBasis,
            @Nullable String commit) {

        private static final Access NONE = new Access(null, null, null, List.of(), null, null, null, null, null);

        public Access {
            fields = List.copyOf(fields);
        }
    }

    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        documentId = LEADS_TO_A_PERSON.contains(String.valueOf(kind)) ? null : documentId;
        recipients = List.copyOf(recipients);
    }

    /** An entry that says nothing of the configuration. */
    public AuditEntry(
            AuditEvent event,
            Instant at,
            String actor,
            @Nullable String system,
            @Nullable String subject,
            @Nullable UUID exchangeId,
            @Nullable String channel,
            @Nullable String kind,
            @Nullable String documentId,
            @Nullable String businessType,
            List<String> recipients,
            @Nullable String sha256,
            @Nullable Long size,
            @Nullable String result,
            String traceId,
            @Nullable Access access,
            @Nullable Records records) {
        this(
                event,
                at,
                actor,
                system,
                subject,
                exchangeId,
                channel,
                kind,
                documentId,
                businessType,
                recipients,
                sha256,
                size,
                result,
                traceId,
                access,
                records,
                null,
                null);
    }

    /** An entry that is not about many records. */
    public AuditEntry(
            AuditEvent event,
            Instant at,
            String actor,
            @Nullable String system,
            @Nullable String subject,
            @Nullable UUID exchangeId,
            @Nullable String channel,
            @Nullable String kind,
            @Nullable String documentId,
            @Nullable String businessType,
            List<String> recipients,
            @Nullable String sha256,
            @Nullable Long size,
            @Nullable String result,
            String traceId,
            @Nullable Access access) {
        this(
                event,
                at,
                actor,
                system,
                subject,
                exchangeId,
                channel,
                kind,
                documentId,
                businessType,
                recipients,
                sha256,
                size,
                result,
                traceId,
                access,
                null);
    }

    /** An entry without a system, business type, size and data access. */
    public AuditEntry(
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
        this(
                event,
                at,
                actor,
                null,
                subject,
                exchangeId,
                channel,
                kind,
                documentId,
                null,
                recipients,
                sha256,
                null,
                result,
                traceId,
                null);
    }

    /** An entry that is not about a message. */
    public static AuditEntry of(AuditEvent event, Instant at, String actor, @Nullable String result, String traceId) {
        return new AuditEntry(event, at, actor, null, null, null, null, null, List.of(), null, result, traceId);
    }

    /** The same, of what went by a version of the configuration. */
    public AuditEntry by(long version) {
        return with(Configuration.of(version));
    }

    /** The same, with what it says of a version of the configuration. */
    public AuditEntry with(@Nullable Configuration version) {
        return new AuditEntry(
                event,
                at,
                actor,
                system,
                subject,
                exchangeId,
                channel,
                kind,
                documentId,
                businessType,
                recipients,
                sha256,
                size,
                result,
                traceId,
                access,
                records,
                version,
                attempt);
    }

    /** The same, of an attempt to deliver. */
    public AuditEntry after(Attempt made) {
        return new AuditEntry(
                event,
                at,
                actor,
                system,
                subject,
                exchangeId,
                channel,
                kind,
                documentId,
                businessType,
                recipients,
                sha256,
                size,
                result,
                traceId,
                access,
                records,
                configuration,
                made);
    }

    /** The bytes that the log hashes and keeps. */
    public byte[] toCanonicalJson() {
        Access accessed = access == null ? Access.NONE : access;
        return new CanonicalJson()
                .member("actor", actor)
                .member("agreement", accessed.agreement())
                .member("answer", attempt == null || attempt.answer() == null ? null : (Long) (long) attempt.answer())
                .member("attempt", attempt == null ? null : (Long) (long) attempt.number())
                .member("businessType", businessType)
                .member("channel", channel)
                .member("commit", accessed.commit())
                .member("configuration", configuration == null ? null : (Long) configuration.version())
                .member("count", records == null ? null : (Long) records.count())
                .member("difference", configuration == null ? null : configuration.difference())
                .member("documentId", documentId)
                .member("event", event.word())
                .member("exchange", exchangeId == null ? null : exchangeId.toString())
                .member("fields", accessed.fields())
                .member("kind", kind)
                .member("legalBasis", accessed.legalBasis())
                .member("millis", attempt == null ? null : attempt.millis())
                .member("parent", configuration == null ? null : configuration.parent())
                .member("procedure", accessed.procedure())
                .member("provider", accessed.provider())
                .member("providerSystem", accessed.providerSystem())
                .member("purpose", accessed.purpose())
                .member("reason", configuration == null ? null : configuration.reason())
                .member("recipients", recipients)
                .member("result", result)
                .member("root", records == null ? null : records.root())
                .member("service", accessed.service())
                .member("sha256", sha256)
                .member("size", size)
                .member("subject", subject)
                .member("system", system)
                .member("trace", traceId)
                .member("ts", at.toString())
                .member("v", 1)
                .toBytes();
    }
}
