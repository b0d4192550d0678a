package org.lienthong.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.consent.Proposal;
import org.lienthong.delivery.ExchangeView;
import org.lienthong.operation.Hold;

/**
 * Everything that happened to one exchange, as far as the viewer may know it.
 *
 * @param kind {@code document}, {@code status}, {@code dossier}, {@code payment}, or {@code service} for a call of a data
 *     service
 * @param masked whether what it says is hidden: subject, words of statuses, codes of dossiers; {@code ***} stands for them
 * @param subject of a document
 * @param channel how it came: {@code rest}, {@code vxp} …
 * @param system the sender's system or credential
 * @param configuration the version of the configuration that was in force when it was accepted, if known
 * @param recipients where each delivery stands
 * @param holds recipients whose deliveries wait by an operator's order or for maintenance, and until when
 * @param statuses what recipients and sender said about it since, oldest first
 * @param related documents that it is about, and those that recall, update or replace it
 * @param steps what happened, by the audit log, oldest first
 * @param looks who of those who run the hub was shown what it says, and why
 * @param call of a call of a data service, else null
 * @param proposal what the viewer stated a reason for and a second person has to agree to first, else null
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Story(
        UUID exchangeId,
        String kind,
        boolean masked,
        @Nullable String sender,
        @Nullable String documentId,
        @Nullable String code,
        @Nullable String subject,
        @Nullable String businessType,
        @Nullable String statusCode,
        @Nullable String sha256,
        @Nullable Long size,
        @Nullable Instant acceptedAt,
        @Nullable String channel,
        @Nullable String system,
        @Nullable String traceId,
        @Nullable Integer configuration,
        List<ExchangeView.RecipientView> recipients,
        List<Hold> holds,
        List<ExchangeView.StatusView> statuses,
        List<Related> related,
        List<Step> steps,
        List<Look> looks,
        @Nullable Call call,
        @Nullable Links links,
        @Nullable Proposal proposal) {

    /**
     * Another document.
     *
     * @param relation what it is to this one: {@code earlier} for what this one recalls, updates or replaces; else {@code
     *     recall}, {@code update}, {@code replace} or {@code new} for what came later
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Related(
            UUID exchangeId,
            String relation,
            String sender,
            String documentId,
            @Nullable String code,
            Instant acceptedAt) {}

    /**
     * One hop or attempt.
     *
     * @param index of the entry in the audit log
     * @param event see {@link org.lienthong.audit.AuditEvent}
     * @param actor who did it: an agency, an operator, or {@code hub}
     * @param agency whom it was done to
     * @param result why it failed, or what came of it
     * @param attempt of a delivery: which attempt it was, 1 for the first
     * @param answer of a delivery: the HTTP status of the recipient
     * @param millis of a delivery: how long the recipient took
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            long index,
            Instant at,
            String event,
            String actor,
            @Nullable String agency,
            @Nullable String channel,
            @Nullable String system,
            @Nullable String result,
            @Nullable Integer attempt,
            @Nullable Integer answer,
            @Nullable Long millis) {}

    /** @param index of the entry that records the look */
    public record Look(
            long index, Instant at, String by, @Nullable String reason) {}

    /** What a call of a data service was about: nothing that leads to a person. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Call(
            @Nullable String consumer,
            @Nullable String provider,
            @Nullable String service,
            @Nullable String purpose,
            @Nullable String agreement,
            @Nullable String legalBasis,
            List<String> fields) {}

    /**
     * @param receipt the proof that the accepting entry is in the log
     * @param checkpoint the log's newest checkpoint
     */
    public record Links(String receipt, String checkpoint) {}
}
