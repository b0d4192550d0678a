package org.lienthong.document;

import java.util.Arrays;
import java.util.Optional;

/** The business statuses of QĐ 28/2018/QĐ-TTg. */
public enum StatusCode {
    /** Đã đến: landed in the receiver's inbox. */
    ARRIVED("01", BusinessState.ARRIVED),
    /** Từ chối tiếp nhận: refused by the receiver's clerk, with a reason. */
    REFUSED("02", BusinessState.REFUSED),
    /** Đã tiếp nhận: entered in the receiver's register. */
    RECEIVED("03", BusinessState.RECEIVED),
    /** Phân công: assigned to a unit or person. */
    ASSIGNED("04", BusinessState.ASSIGNED),
    /** Đang xử lý. */
    PROCESSING("05", BusinessState.PROCESSING),
    /** Hoàn thành. */
    COMPLETED("06", BusinessState.COMPLETED),
    /** Lấy lại: the original sender asks for its document back, with a reason. */
    RECALL_REQUESTED("13", null),
    /** Đồng ý: the receiver agrees to a recall or update. */
    CHANGE_AGREED("15", null),
    /** Từ chối: the receiver refuses a recall or update. */
    CHANGE_REFUSED("16", null);

    private final String wire;
    private final @org.jspecify.annotations.Nullable BusinessState state;

    StatusCode(String wire, @org.jspecify.annotations.Nullable BusinessState state) {
        this.wire = wire;
        this.state = state;
    }

    /** Two digits, as on the wire. */
    public String wire() {
        return wire;
    }

    /** Whether the description must give a reason. */
    public boolean needsReason() {
        return this == REFUSED || this == RECALL_REQUESTED;
    }

    /** The state that this status reports by itself, or empty for a recall or update conversation. */
    public Optional<BusinessState> reported() {
        return Optional.ofNullable(state);
    }

    /** The code for {@code 03}; {@code 3} is understood, too. */
    public static Optional<StatusCode> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(code -> code.wire.equals(wire) || code.wire.equals("0" + wire))
                .findFirst();
    }
}
