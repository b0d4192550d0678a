package org.lienthong.document;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A business status about a document (QĐ 28/2018/QĐ-TTg Art 9).
 *
 * @param responseFor the document it is about; its {@code organId} is whom the status is addressed to: the document's
 *     sender for 01–06, 15 and 16, the document's receiver for 13
 * @param staff who acted
 * @param description the reason; never empty for 02 and 13
 * @param timestamp local time of Asia/Ho_Chi_Minh
 */
public record EdxmlStatus(
        Party from,
        ResponseFor responseFor,
        List<Staff> staff,
        StatusCode code,
        @Nullable String description,
        LocalDateTime timestamp)
        implements Edxml {

    public EdxmlStatus {
        staff = List.copyOf(staff);
        if (responseFor.documentId() == null) {
            throw new IllegalArgumentException("a status needs ResponseFor/DocumentId");
        }
        if (code.needsReason() && (description == null || description.isBlank())) {
            throw new IllegalArgumentException("status " + code.wire() + " needs a description");
        }
    }

    @Override
    public String documentId() {
        return java.util.Objects.requireNonNull(responseFor.documentId());
    }
}
