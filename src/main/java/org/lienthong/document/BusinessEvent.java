package org.lienthong.document;

import java.time.LocalDateTime;

/**
 * Something that moves a document at one recipient.
 *
 * @param at when it happened by the clock of who reports it, local time of Asia/Ho_Chi_Minh
 * @param bySender whether it comes from the document's original sender rather than from the recipient
 */
public record BusinessEvent(Kind kind, LocalDateTime at, boolean bySender) {

    /** The nine statuses, and the two documents that ask the recipient for an answer. */
    public enum Kind {
        ARRIVED,
        REFUSED,
        RECEIVED,
        ASSIGNED,
        PROCESSING,
        COMPLETED,
        RECALL_REQUESTED,
        CHANGE_AGREED,
        CHANGE_REFUSED,
        RECALL_DOCUMENT,
        UPDATE_DOCUMENT
    }

    public static BusinessEvent status(StatusCode code, LocalDateTime at, boolean bySender) {
        return new BusinessEvent(Kind.valueOf(code.name()), at, bySender);
    }

    public static BusinessEvent recallDocument(LocalDateTime at) {
        return new BusinessEvent(Kind.RECALL_DOCUMENT, at, true);
    }

    public static BusinessEvent updateDocument(LocalDateTime at) {
        return new BusinessEvent(Kind.UPDATE_DOCUMENT, at, true);
    }
}
