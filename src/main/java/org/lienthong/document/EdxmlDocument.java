package org.lienthong.document;

import java.time.LocalDate;
import java.util.List;

/**
 * A business document as read: everything but the bytes of its attachments.
 *
 * @param header what its {@code MessageHeader} says
 * @param trace the systems it passed, oldest first
 * @param business whether it is new or recalls, updates or replaces another; {@link Business#newDocument()} when absent
 * @param attachments in the order of the file; the manifest names exactly these
 * @param signed whether the envelope carries a signature, which is not verified here
 * @param traceSlot where the hub's own trace header goes
 */
public record EdxmlDocument(
        DocumentHeader header,
        List<TraceHop> trace,
        Business business,
        List<Attachment> attachments,
        boolean signed,
        TraceSlot traceSlot)
        implements Edxml {

    public EdxmlDocument {
        trace = List.copyOf(trace);
        attachments = List.copyOf(attachments);
    }

    @Override
    public Party from() {
        return header.from();
    }

    public List<Party> to() {
        return header.to();
    }

    @Override
    public String documentId() {
        return header.documentId();
    }

    public DocumentHeader.Code code() {
        return header.code();
    }

    public LocalDate promulgationDate() {
        return header.promulgationDate();
    }

    public String subject() {
        return header.subject();
    }

    public List<ResponseFor> responseFor() {
        return header.responseFor();
    }

    /**
     * The documents that this one recalls, updates or replaces; empty for a new one. VNPT's systems name a recalled
     * document by repeating its {@code DocumentId} in the message header, iNet's inside {@code Bussiness}: both count.
     */
    public List<String> affectedDocumentIds() {
        return switch (business.type()) {
            case NEW -> List.of();
            case RECALL, UPDATE -> List.of(business.documentId() == null ? documentId() : business.documentId());
            case REPLACE ->
                business.replacements().isEmpty() && business.documentId() != null
                        ? List.of(business.documentId())
                        : business.replacements().stream()
                                .map(Business.Replacement::documentId)
                                .toList();
        };
    }
}
