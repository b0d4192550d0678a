package org.lienthong.document;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The document that another one, or a status, answers.
 *
 * @param code number and notation in one string, {@code 267/VPCP-TTĐT}
 * @param documentId as in the answered document, NFC
 */
public record ResponseFor(
        @Nullable String organId,
        @Nullable String code,
        @Nullable String documentId,
        @Nullable LocalDate promulgationDate) {}
