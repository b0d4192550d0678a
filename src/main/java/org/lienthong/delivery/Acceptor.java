package org.lienthong.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Resolution;
import org.lienthong.document.BusinessEvent;
import org.lienthong.document.DocumentHeader;
import org.lienthong.document.EdxmlDocument;
import org.lienthong.document.EdxmlStatus;
import org.lienthong.document.Party;
import org.lienthong.document.StatusCode;
import org.lienthong.document.TraceSlot;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.trace.RequestSpan;

/**
 * Accepts what was read: finds sender and recipients, checks that a status is possible (QĐ 28/2018/QĐ-TTg Art 9), and
 * makes exchange, payload, deliveries and audit entry durable in one transaction.
 */
public final class Acceptor {

    /** The result of an acceptance for an agency in whose place another one receives. */
    static final String FORWARDED = "forwarded";

    private static final int NEW = 0;
    private static final int UPDATE = 2;

    private final Addressing addressing;
    private final BusinessHistory history;
    private final PayloadStore payloads;
    private final Ledger ledger;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final String hubCode;
    private final LongSupplier configuration;

    /** @param hubCode agency code that the hub signs its trace headers with */
    Acceptor(
            Addressing addressing,
            BusinessHistory history,
            PayloadStore payloads,
            Ledger ledger,
            TimeOrderedIds ids,
            Clock clock,
            String hubCode) {
        this(addressing, history, payloads, ledger, ids, clock, hubCode, () -> 0);
    }

    /** @param configuration number of the version that the message at hand goes by */
    Acceptor(
            Addressing addressing,
            BusinessHistory history,
            PayloadStore payloads,
            Ledger ledger,
            TimeOrderedIds ids,
            Clock clock,
            String hubCode,
            LongSupplier configuration) {
        this.addressing = addressing;
        this.history = history;
        this.payloads = payloads;
        this.ledger = ledger;
        this.ids = ids;
        this.clock = clock;
        this.hubCode = hubCode;
        this.configuration = configuration;
    }

    /** Returns when the acceptance is durable; the same submission again returns the first receipt. */
    public Receipt accept(Incoming incoming) {
        Acceptance acceptance = prepare(incoming);
        if (acceptance.piece() != null) {
            return ledger.accept(acceptance);
        }
        return acceptStaged(acceptance, incoming.payload());
    }

    /** As {@link #accept(Incoming)}, for what is no edXML. */
    public Receipt accept(Parcel parcel) {
        byte[] sha256 = digest(parcel.bytes());
        boolean forwarded = parcel.to() instanceof Resolution.Found found && found.agency() != found.receiver();
        return ledger.accept(new Acceptance(
                ids.next(),
                parcel.kind(),
                parcel.sender(),
                parcel.system(),
                parcel.channel(),
                parcel.documentId(),
                parcel.code(),
                null,
                parcel.update() ? UPDATE : NEW,
                forwarded ? FORWARDED : null,
                null,
                forwarded ? Addressing.agency(parcel.to()) : null,
                parcel.answers(),
                List.of(),
                List.of(addressing.addressee(parcel.to())),
                sha256,
                parcel.bytes().length,
                -1,
                new byte[0],
                sha256,
                now(),
                parcel.traceId(),
                RequestSpan.stored(),
                new Acceptance.Piece(parcel.bytes()),
                configuration.getAsLong()));
    }

    private Receipt acceptStaged(Acceptance acceptance, Payload payload) {
        boolean owned = false;
        try {
            payloads.stage(acceptance.id(), payload);
            Receipt receipt = ledger.accept(acceptance);
            owned = !receipt.repeated();
            return receipt;
        } catch (ProblemException uncertain) {
            owned = uncertain.type() == ProblemType.DEPENDENCY_UNAVAILABLE; // perhaps committed: the sweep decides
            throw uncertain;
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemType.INSUFFICIENT_STORAGE,
                    "The hub could not keep the message; send the same again later.",
                    "Trục không lưu được thông điệp; vui lòng gửi lại đúng nội dung này sau.",
                    List.of(),
                    e);
        } finally {
            if (!owned) {
                payloads.discard(acceptance.id());
            }
        }
    }

    private Acceptance prepare(Incoming incoming) {
        return incoming.edxml() instanceof EdxmlDocument document
                ? prepareDocument(incoming, document)
                : prepareStatus(incoming, (EdxmlStatus) incoming.edxml());
    }

    private Acceptance prepareDocument(Incoming incoming, EdxmlDocument document) {
        String sender = addressing.sender(document.senderCode(), incoming.submission());
        List<Acceptance.Addressee> addressees = addressing.addressees(
                document.to().stream().map(Party::organId).toList(), "//MessageHeader/To[%d]/OrganId");
        List<UUID> earlier = document.affectedDocumentIds().stream()
                .distinct()
                .map(id -> history.document(id, sender))
                .flatMap(Optional::stream)
                .map(BusinessHistory.Known::id)
                .distinct()
                .toList();
        Instant now = now();
        TraceSlot slot = document.traceSlot();
        byte[] trace = slot.render(hubCode, now);
        Hop hop = new Hop(slot.byteOffset(), trace, digest(incoming.payload(), slot, trace), now);
        return acceptance(incoming, sender, Description.of(document, earlier), addressees, hop);
    }

    private Acceptance prepareStatus(Incoming incoming, EdxmlStatus status) {
        String sender = addressing.sender(status.senderCode(), incoming.submission());
        boolean bySender = status.code() == StatusCode.RECALL_REQUESTED;
        boolean answer = status.code() == StatusCode.CHANGE_AGREED || status.code() == StatusCode.CHANGE_REFUSED;
        BusinessHistory.Known document = answered(status, sender, bySender)
                .map(known -> answer ? known.asked() : known)
                .orElseThrow(Acceptor::unknownDocument);
        String other = status.responseFor().organId();
        String recipientCode = other == null || other.isBlank() ? document.sender() : other;
        List<Acceptance.Addressee> addressees =
                addressing.addressees(List.of(recipientCode), "//MessageHeader/ResponseFor/OrganId");
        Optional<String> assigned =
                bySender ? history.assigned(document.id(), addressees.get(0).recipient()) : Optional.empty();
        if (assigned.isPresent()) {
            addressees = List.of(addressing.addressee(assigned.get()));
        }
        String place = bySender ? addressees.get(0).recipient() : sender;
        if (!history.wasSentTo(document.id(), place)) {
            throw unknownDocument();
        }
        history.progress(document, place).after(BusinessEvent.status(status.code(), status.timestamp(), bySender));
        Hop hop = new Hop(-1, new byte[0], incoming.payload().sha256(), now());
        return acceptance(incoming, sender, Description.of(status, document.id()), addressees, hop);
    }

    private Optional<BusinessHistory.Known> answered(EdxmlStatus status, String sender, boolean bySender) {
        if (bySender) {
            return history.document(status.documentId(), sender);
        }
        String organ = status.responseFor().organId();
        if (organ == null || organ.isBlank()) {
            return history.documentSentTo(status.documentId(), sender);
        }
        return addressing.holder(organ).flatMap(agency -> history.document(status.documentId(), agency));
    }

    private Acceptance acceptance(
            Incoming incoming, String sender, Description about, List<Acceptance.Addressee> addressees, Hop hop) {
        Payload payload = incoming.payload();
        return new Acceptance(
                ids.next(),
                incoming.kind(),
                sender,
                incoming.submission().system(),
                incoming.submission().channel(),
                incoming.edxml().documentId(),
                about.code(),
                about.subject(),
                about.businessType(),
                about.statusCode(),
                about.statusAt(),
                about.statusReason(),
                about.answers().stream().findFirst().orElse(null),
                about.answers().stream().skip(1).toList(),
                addressees,
                payload.sha256(),
                payload.size(),
                hop.offset(),
                hop.trace(),
                hop.deliveredSha256(),
                hop.at(),
                incoming.submission().traceId(),
                RequestSpan.stored(),
                payload.memory() == null ? null : new Acceptance.Piece(payload.memory()),
                configuration.getAsLong());
    }

    /** What a message says about itself, in the columns of its kind. */
    private record Description(
            @Nullable String code,
            @Nullable String subject,
            @Nullable Integer businessType,
            @Nullable String statusCode,
            @Nullable LocalDateTime statusAt,
            @Nullable String statusReason,
            List<UUID> answers) {

        static Description of(EdxmlDocument document, List<UUID> earlier) {
            DocumentHeader.Code code = document.code();
            return new Description(
                    code.number() + '/' + code.notation(),
                    document.subject(),
                    document.business().type().ordinal(),
                    null,
                    null,
                    null,
                    earlier);
        }

        static Description of(EdxmlStatus status, UUID document) {
            return new Description(
                    status.responseFor().code(),
                    null,
                    null,
                    status.code().wire(),
                    status.timestamp(),
                    status.description(),
                    List.of(document));
        }
    }

    /** What the hub adds on the way: its trace header, if the message has a trace, and when. */
    private record Hop(long offset, byte[] trace, byte[] deliveredSha256, Instant at) {}

    private static byte[] digest(Payload payload, TraceSlot slot, byte[] trace) {
        try (InputStream in = payload.open();
                DigestOutputStream out =
                        new DigestOutputStream(OutputStream.nullOutputStream(), DigestUtils.getSha256Digest())) {
            slot.copy(in, trace, out);
            return out.getMessageDigest().digest();
        } catch (IOException e) {
            throw new IllegalStateException("the spooled message cannot be read", e);
        }
    }

    private static byte[] digest(byte[] bytes) {
        return DigestUtils.sha256(bytes);
    }

    /** Unknown and foreign look the same. */
    private static ProblemException unknownDocument() {
        return new ProblemException(
                ProblemType.NOT_FOUND,
                "There is no such document between these two agencies.",
                "Không có văn bản này giữa hai cơ quan.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
