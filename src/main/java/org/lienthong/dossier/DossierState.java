package org.lienthong.dossier;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The states of a dossier on the national portal, {@code TrangThaiHoSo} and {@code TrangThai}, 1 to 10. */
public enum DossierState {
    /** Mới đăng ký. */
    REGISTERED,
    /** Được tiếp nhận. */
    RECEIVED,
    /** Không được tiếp nhận; an end. */
    NOT_RECEIVED,
    /** Đang xử lý. */
    PROCESSING,
    /** Yêu cầu bổ sung giấy tờ; waits for the citizen. */
    SUPPLEMENT_REQUESTED,
    /** Yêu cầu thực hiện nghĩa vụ tài chính; waits for the citizen. */
    PAYMENT_REQUESTED,
    /** Công dân yêu cầu rút hồ sơ. */
    WITHDRAWAL_REQUESTED,
    /** Dừng xử lý; an end. */
    STOPPED,
    /** Đã xử lý xong. */
    DONE,
    /** Đã trả kết quả; an end. */
    RETURNED;

    private static final DossierState[] ALL = values();

    /** 1 to 10, as on the wire. */
    public int number() {
        return ordinal() + 1;
    }

    /** @return null when there is no such state */
    public static @Nullable DossierState of(int number) {
        return number >= 1 && number <= ALL.length ? ALL[number - 1] : null;
    }

    /** 3, 8 and 10: nothing but an update of the same state may follow. */
    public boolean isEnd() {
        return this == NOT_RECEIVED || this == STOPPED || this == RETURNED;
    }

    /** 5 to 8: the citizen or the agency stopped the work; going on to 9 or 10 needs a step between. */
    public boolean isWaiting() {
        return ordinal() >= SUPPLEMENT_REQUESTED.ordinal() && ordinal() <= STOPPED.ordinal();
    }

    /**
     * Whether a truthful history may go on with {@code next}. Systems leave steps out, so skips are allowed; the same state
     * again is an update of the content.
     */
    public boolean mayBecome(DossierState next) {
        return next == this || NEXT.get(ordinal()).contains(next);
    }

    private static final List<Set<DossierState>> NEXT = List.of(
            EnumSet.range(RECEIVED, RETURNED),
            EnumSet.range(PROCESSING, RETURNED),
            EnumSet.noneOf(DossierState.class),
            EnumSet.range(SUPPLEMENT_REQUESTED, RETURNED),
            EnumSet.of(RECEIVED, PROCESSING, PAYMENT_REQUESTED, WITHDRAWAL_REQUESTED, STOPPED),
            EnumSet.of(PROCESSING, SUPPLEMENT_REQUESTED, WITHDRAWAL_REQUESTED, STOPPED),
            EnumSet.of(PROCESSING, STOPPED),
            EnumSet.noneOf(DossierState.class),
            EnumSet.of(RETURNED),
            EnumSet.noneOf(DossierState.class));
}
