package org.lienthong.document;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A {@code DocumentId} of the form {@code G22,2026/11/20,9001/VPCP-KSTT} taken apart. Many systems send a UUID instead:
 * the identifier stays an opaque string, and this is only for finding documents.
 */
public record DocumentTriple(String organId, LocalDate date, DocumentHeader.Code code) {

    public static Optional<DocumentTriple> parse(String documentId) {
        String[] parts = documentId.split(",", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        return EdxmlTime.parseDate(parts[1].strip())
                .map(date -> new DocumentTriple(parts[0].strip(), date, codeOf(parts[2].strip())));
    }

    /** Splits {@code 9001/VPCP-KSTT} at the first slash. */
    static DocumentHeader.Code codeOf(String flat) {
        int slash = flat.indexOf('/');
        return slash < 0
                ? new DocumentHeader.Code(flat, "")
                : new DocumentHeader.Code(
                        flat.substring(0, slash).strip(),
                        flat.substring(slash + 1).strip());
    }
}
