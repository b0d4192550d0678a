package org.lienthong.delivery;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;

/**
 * All that one acceptance writes; a row of {@code exchange} with its deliveries.
 *
 * @param system id of the credential or system that handed it in
 * @param code number and notation of the document, {@code 9001/VPCP-KSTT}
 * @param subject of a document; null for a status
 * @param businessType of a document: 0 new, 1 recall, 2 update, 3 replace; null for a status
 * @param statusCode of a status; of a dossier {@code forwarded} when a successor receives it; null for a document
 * @param statusReason of a status; with {@code forwarded} the agency that was addressed
 * @param answers the exchange that this one is about, if the hub carried it; the first of several
 * @param alsoAnswers the others, as when a document replaces several
 * @param traceOffset where {@code traceHeader} is inserted on delivery, or -1 for nowhere
 * @param deliveredSha256 digest of the bytes as delivered
 * @param requestSpan the hub's and the caller's span, see {@link org.lienthong.trace.RequestSpan#stored}
 * @param piece the whole payload when small; null when its pieces are stored already
 * @param configuration version of the configuration that it went by; 0: none
 */
record Acceptance(
        UUID id,
        Kind kind,
        String sender,
        @Nullable String system,
        String channel,
        String documentId,
        @Nullable String code,
        @Nullable String subject,
        @Nullable Integer businessType,
        @Nullable String statusCode,
        @Nullable LocalDateTime statusAt,
        @Nullable String statusReason,
        @Nullable UUID answers,
        List<UUID> alsoAnswers,
        List<Addressee> addressees,
        byte[] sha256,
        long size,
        long traceOffset,
        byte[] traceHeader,
        byte[] deliveredSha256,
        Instant acceptedAt,
        String traceId,
        @Nullable String requestSpan,
        @Nullable Piece piece,
        long configuration)
        implements Change {

    /** One delivery to be made. */
    record Addressee(UUID deliveryId, String recipient, int mode, DeliveryState state) {}

    /** A payload small enough to be written together with everything else. */
    record Piece(byte[] bytes) {}

    Acceptance {
        alsoAnswers = List.copyOf(alsoAnswers);
        addressees = List.copyOf(addressees);
    }

    /** Of what answers one exchange, or none. */
    Acceptance(
            UUID id,
            Kind kind,
            String sender,
            @Nullable String system,
            String channel,
            String documentId,
            @Nullable String code,
            @Nullable String subject,
            @Nullable Integer businessType,
            @Nullable String statusCode,
            @Nullable LocalDateTime statusAt,
            @Nullable String statusReason,
            @Nullable UUID answers,
            List<Addressee> addressees,
            byte[] sha256,
            long size,
            long traceOffset,
            byte[] traceHeader,
            byte[] deliveredSha256,
            Instant acceptedAt,
            String traceId,
            @Nullable Piece piece) {
        this(
                id,
                kind,
                sender,
                system,
                channel,
                documentId,
                code,
                subject,
                businessType,
                statusCode,
                statusAt,
                statusReason,
                answers,
                List.of(),
                addressees,
                sha256,
                size,
                traceOffset,
                traceHeader,
                deliveredSha256,
                acceptedAt,
                traceId,
                null,
                piece,
                0);
    }

    Receipt receipt() {
        return new Receipt(id, kind, documentId, sender, recipients(), hex(sha256), acceptedAt, false);
    }

    @Override
    public List<AuditLog.Line> lines() {
        return List.of(AuditLog.Line.of(entry()));
    }

    AuditEntry entry() {
        return AuditEntry.of(
                        AuditEvent.ACCEPTED,
                        acceptedAt,
                        Who.of(sender, system),
                        Origin.of(channel, traceId).by(configuration))
                .about(About.message(id, kind.wireName(), documentId)
                        .type(businessType == null ? null : Exchanges.businessType(businessType))
                        .to(recipients()))
                .content(hex(sha256), size)
                .result(statusCode);
    }

    List<String> recipients() {
        return addressees.stream().map(Addressee::recipient).toList();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
