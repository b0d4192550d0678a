package org.lienthong.document;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code MessageHeader} of a business document, in the element order of the field's SDKs.
 *
 * @param to whom it is for, at least one
 * @param documentId the sender's identifier, an opaque string of at most 200 characters, NFC
 * @param promulgationDate the date on the document
 * @param subject the abstract (trích yếu)
 * @param dueDate when an answer is due
 * @param responseFor the documents that this one answers
 * @param taskCodes {@code ResponseForTask}, an extension of one vendor
 * @param toPlaces "nơi nhận", free text
 */
public record DocumentHeader(
        Party from,
        List<Party> to,
        String documentId,
        Code code,
        @Nullable String place,
        LocalDate promulgationDate,
        Type type,
        String subject,
        @Nullable String content,
        Signer signer,
        @Nullable LocalDate dueDate,
        Other other,
        List<ResponseFor> responseFor,
        @Nullable String steeringType,
        List<String> taskCodes,
        List<String> toPlaces) {

    /** Number, which may hold letters (7816a, 12bis), and notation (VPCP-KSTT); NFC. */
    public record Code(String number, String notation) {
        /** {@code 9001/VPCP-KSTT}, as statuses and answers write it. */
        public String flat() {
            return notation.isEmpty() ? number : number + "/" + notation;
        }
    }

    /** Kind of document; vendors number kinds differently, so only {@code name} means anything. */
    public record Type(
            @Nullable String type,
            @Nullable String detail,
            @Nullable String name) {}

    /** Who signed, as text. */
    public record Signer(
            @Nullable String competence,
            @Nullable String position,
            @Nullable String fullName) {}

    /** {@code OtherInfo}, kept as written. */
    public record Other(
            @Nullable String priority,
            @Nullable String sphere,
            @Nullable String typerNotation,
            @Nullable String promulgationAmount,
            @Nullable String pageAmount,
            @Nullable String direction,
            List<String> appendixes) {

        public static final Other NONE = new Other(null, null, null, null, null, null, List.of());

        public Other {
            appendixes = List.copyOf(appendixes);
        }
    }

    public DocumentHeader {
        if (to.isEmpty()) {
            throw new IllegalArgumentException("a document needs at least one recipient");
        }
        to = List.copyOf(to);
        responseFor = List.copyOf(responseFor);
        taskCodes = List.copyOf(taskCodes);
        toPlaces = List.copyOf(toPlaces);
    }

    /** An ordinary letter (công văn) with the fields that a document cannot do without. */
    public static DocumentHeader letter(
            Party from, List<Party> to, String documentId, Code code, LocalDate promulgationDate, String subject) {
        return new DocumentHeader(
                from,
                to,
                documentId,
                code,
                null,
                promulgationDate,
                new Type("1", "0", "Công văn"),
                subject,
                null,
                new Signer(null, null, null),
                null,
                Other.NONE,
                List.of(),
                null,
                List.of(),
                List.of());
    }
}
