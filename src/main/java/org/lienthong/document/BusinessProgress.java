package org.lienthong.document;

import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.document.BusinessEvent.Kind;
import org.lienthong.problem.ProblemException;

/**
 * The state machine of a document at one recipient: a pure function over its history.
 *
 * <p>Statuses repeat and overtake each other on the way, so the current state is the highest reported, and only an
 * agreed recall ends it otherwise. Refused are: a step that the other side has to take; 13 after 06; 15 or 16 when
 * nothing was asked; and a step back from 06 that its sender itself dates after the completion.
 *
 * @param state how far it has come
 * @param asked the recall or update that waits for an answer, or null
 * @param answer the last answer given, 15 or 16, or null
 * @param completedAt when it was completed, or null
 */
public record BusinessProgress(
        BusinessState state,
        @Nullable Kind asked,
        @Nullable Kind answer,
        Set<Kind> seen,
        @Nullable LocalDateTime completedAt) {

    public BusinessProgress {
        seen = Set.copyOf(seen);
    }

    /** Sent, nothing heard yet. */
    public static BusinessProgress sent() {
        return new BusinessProgress(BusinessState.SENT, null, null, Set.of(), null);
    }

    /** Where a history of accepted events leads, in the order in which the hub accepted them. */
    public static BusinessProgress of(List<BusinessEvent> history) {
        BusinessProgress progress = sent();
        for (BusinessEvent event : history) {
            progress = progress.refusal(event) == null ? progress.moved(event) : progress;
        }
        return progress;
    }

    /**
     * Takes one more event.
     *
     * @throws ProblemException {@code INVALID_TRANSITION} when it is not possible now
     */
    public BusinessProgress after(BusinessEvent event) {
        Refusal refusal = refusal(event);
        if (refusal != null) {
            throw refusal.toException();
        }
        return moved(event);
    }

    private @Nullable Refusal refusal(BusinessEvent event) {
        Kind kind = event.kind();
        boolean senders = kind == Kind.RECALL_REQUESTED || kind == Kind.RECALL_DOCUMENT || kind == Kind.UPDATE_DOCUMENT;
        if (senders != event.bySender()) {
            return senders ? Refusal.ONLY_SENDER : Refusal.ONLY_RECIPIENT;
        }
        return switch (kind) {
            case RECALL_REQUESTED -> state == BusinessState.COMPLETED ? Refusal.RECALL_TOO_LATE : null;
            case CHANGE_AGREED, CHANGE_REFUSED -> asked == null && answer != kind ? Refusal.NOTHING_ASKED : null;
            case ARRIVED, REFUSED, RECEIVED, ASSIGNED, PROCESSING -> isStepBack(event) ? Refusal.STEP_BACK : null;
            default -> null;
        };
    }

    private boolean isStepBack(BusinessEvent event) {
        return completedAt != null && !seen.contains(event.kind()) && event.at().isAfter(completedAt);
    }

    private BusinessProgress moved(BusinessEvent event) {
        Kind kind = event.kind();
        Set<Kind> seenNow = EnumSet.of(kind);
        seenNow.addAll(seen);
        return switch (kind) {
            case RECALL_REQUESTED, RECALL_DOCUMENT, UPDATE_DOCUMENT ->
                new BusinessProgress(
                        state, state == BusinessState.RECALLED ? asked : kind, answer, seenNow, completedAt);
            case CHANGE_AGREED ->
                new BusinessProgress(
                        asked == null || asked == Kind.UPDATE_DOCUMENT ? state : BusinessState.RECALLED,
                        null,
                        kind,
                        seenNow,
                        completedAt);
            case CHANGE_REFUSED -> new BusinessProgress(state, null, kind, seenNow, completedAt);
            case COMPLETED -> reported(kind, seenNow, completedAt == null ? event.at() : completedAt);
            default -> reported(kind, seenNow, completedAt);
        };
    }

    private BusinessProgress reported(Kind kind, Set<Kind> seenNow, @Nullable LocalDateTime completed) {
        BusinessState reported = BusinessState.valueOf(kind.name());
        return new BusinessProgress(
                reported.compareTo(state) > 0 ? reported : state, asked, answer, seenNow, completed);
    }

    private enum Refusal {
        ONLY_SENDER("only the sender of the document may send this", "chỉ cơ quan gửi văn bản được gửi trạng thái này"),
        ONLY_RECIPIENT(
                "only a recipient of the document may send this", "chỉ cơ quan nhận văn bản được gửi trạng thái này"),
        RECALL_TOO_LATE("a completed document cannot be taken back", "văn bản đã hoàn thành, không thể lấy lại"),
        NOTHING_ASKED("no recall or update waits for an answer", "không có yêu cầu lấy lại hoặc cập nhật nào đang chờ"),
        STEP_BACK(
                "the document was completed before this status was made",
                "văn bản đã hoàn thành trước khi có trạng thái này");

        private final String english;
        private final String vietnamese;

        Refusal(String english, String vietnamese) {
            this.english = english;
            this.vietnamese = vietnamese;
        }

        private ProblemException toException() {
            return new ProblemException(
                    org.lienthong.problem.ProblemType.INVALID_TRANSITION,
                    "This status is not possible now: " + english + ".",
                    "Trạng thái không hợp lệ ở thời điểm này: " + vietnamese + ".");
        }
    }
}
