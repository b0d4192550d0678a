package org.lienthong.vxp;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.lienthong.delivery.Mailbox;

/** The axis' words for how far a delivery is. */
enum TransportStatus {
    INITIAL(Mailbox.State.OPEN, "Chờ nhận"),
    PROCESSING(Mailbox.State.PROCESSING, "Đang xử lý"),
    DONE(Mailbox.State.DONE, "Đã nhận"),
    FAIL(Mailbox.State.FAILED, "Nhận lỗi");

    private static final Set<Mailbox.State> WAITING = EnumSet.of(Mailbox.State.OPEN, Mailbox.State.PROCESSING);

    private final Mailbox.State state;
    private final String description;

    TransportStatus(Mailbox.State state, String description) {
        this.state = state;
        this.description = description;
    }

    static TransportStatus of(Mailbox.State state) {
        return switch (state) {
            case OPEN -> INITIAL;
            case PROCESSING -> PROCESSING;
            case DONE -> DONE;
            case FAILED -> FAIL;
        };
    }

    /** @throws org.lienthong.problem.ProblemException MALFORMED_REQUEST when the axis has no such word */
    static TransportStatus named(String word) {
        for (TransportStatus status : values()) {
            if (status.word().equalsIgnoreCase(word)) {
                return status;
            }
        }
        throw Parameters.refused(
                "status",
                "must be initial, processing, done or fail",
                "status là initial, processing, done hoặc fail.");
    }

    /** What a list shows when it names no status: whatever still waits for its recipient. */
    static Set<Mailbox.State> waiting() {
        return WAITING;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Mailbox.State state() {
        return state;
    }

    String description() {
        return description;
    }
}
