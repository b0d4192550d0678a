package org.lienthong.dossier.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.DossierCode;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;

/** What one record says, gathered while it is read; used again for the next one. */
final class Contents {

    private final RecordKind kind;
    private final BiConsumer<String, Reason> defects;
    private final WellFormed wellFormed = new WellFormed();
    private final long[] top = new long[Shapes.SLOTS];
    private final long[] item = new long[Shapes.SLOTS];
    private final long[] inner = new long[Shapes.SLOTS];
    private final List<DossierFacts.Supplement> supplements = new ArrayList<>();
    private @Nullable String code;
    private @Nullable String otherCode;
    private @Nullable String procedure;
    private @Nullable String field;
    private int flags;
    private int fees;
    private long feeSum;
    private boolean openSupplement;
    private boolean hasResult;
    private long at;

    Contents(RecordKind kind, BiConsumer<String, Reason> defects) {
        this.kind = kind;
        this.defects = defects;
    }

    void reset() {
        supplements.clear();
        code = null;
        otherCode = null;
        procedure = null;
        field = null;
        flags = 0;
        fees = 0;
        feeSum = 0;
        openSupplement = false;
        hasResult = false;
        at = 0;
    }

    boolean code(char[] text, int from, int length) {
        code = DossierCode.isWellFormed(text, from, length) ? new String(text, from, length) : null;
        return code != null;
    }

    boolean otherCode(char[] text, int from, int length) {
        otherCode = new String(text, from, length);
        return length <= 100;
    }

    boolean procedure(char[] text, int from, int length) {
        procedure = new String(text, from, length);
        return wellFormed.procedure(procedure);
    }

    boolean fieldCode(char[] text, int from, int length) {
        field = new String(text, from, length);
        return wellFormed.fieldCode(field);
    }

    /** The slots for an object of that shape, empty. */
    long[] open(Shape shape) {
        long[] slots =
                switch (shape.kind()) {
                    case DOSSIER, PROGRESS -> top;
                    case OTHER -> inner;
                    default -> item;
                };
        Arrays.fill(slots, 0);
        return slots;
    }

    void close(Shape shape, long[] slots, Pointer pointer) {
        switch (shape.kind()) {
            case IDENTITY -> identity(slots, pointer);
            case DATABASE -> flag(slots[Shapes.POPULATION] == 1, DossierFacts.POPULATION_DATABASE);
            case COMPONENT -> component(slots);
            case FEE -> {
                fees++;
                feeSum += slots[Shapes.FEE_AMOUNT];
            }
            case SUPPLEMENT -> supplement(slots);
            case RESULT -> result(slots);
            default -> {}
        }
    }

    /** 1 = PIN or CCCD of 12 digits, 2 = CMND of 9. */
    private void identity(long[] slots, Pointer pointer) {
        long wanted = slots[Shapes.IDENTITY_KIND] == 2 ? 12 : 9;
        if (slots[Shapes.IDENTITY_KIND] != 0
                && slots[Shapes.IDENTITY_DIGITS] != 0
                && slots[Shapes.IDENTITY_DIGITS] != wanted) {
            defects.accept(pointer.with("SoDinhDanh"), Reason.INVALID_IDENTIFIER);
        }
    }

    private void component(long[] slots) {
        if (slots[Shapes.COMPONENT_DELETED] == 1) {
            return;
        }
        flag(slots[Shapes.COMPONENT_LINK] == 1, DossierFacts.COMPONENT_FILE);
        flag(slots[Shapes.COMPONENT_DIGITISED] == 2, DossierFacts.COMPONENT_DIGITISED);
        flag(slots[Shapes.COMPONENT_REUSED] >= 2, DossierFacts.COMPONENT_REUSED);
        flag(slots[Shapes.COMPONENT_STORE] == 2, DossierFacts.PERSONAL_STORE);
    }

    private void supplement(long[] slots) {
        supplements.add(
                new DossierFacts.Supplement(slots[Shapes.REQUESTED], slots[Shapes.COMPLETED], slots[Shapes.NEW_DUE]));
        openSupplement |= slots[Shapes.COMPLETED] == 0 && slots[Shapes.CLOSED] == 0;
    }

    private void result(long[] slots) {
        boolean link = slots[Shapes.RESULT_LINK] != 0;
        boolean coded = slots[Shapes.RESULT_CODE] != 0;
        hasResult = true;
        flag(link, DossierFacts.RESULT_LINK);
        flag(coded, DossierFacts.RESULT_CODE);
        flag(link && coded, DossierFacts.RESULT_LINK_AND_CODE);
    }

    private void flag(boolean set, int flag) {
        flags |= set ? flag : 0;
    }

    /** Finds the business time of a record without defects. */
    void finish() {
        at = kind == RecordKind.PROGRESS ? top[Shapes.PROCESSED] : dossierTime();
        if (at == 0) {
            defects.accept("/NgayTiepNhan", Reason.MISSING);
        }
    }

    /** When a HoSo reached its state: the date that belongs to the state, else the latest that is no appointment. */
    private long dossierTime() {
        long latest = latest();
        DossierState state = DossierState.of((int) top[Shapes.STATE]);
        if (state == null) {
            return latest;
        }
        long own =
                switch (state) {
                    case REGISTERED -> top[Shapes.SUBMITTED];
                    case RECEIVED -> top[Shapes.RECEIVED];
                    case NOT_RECEIVED -> first(top[Shapes.REFUSED], top[Shapes.FINISHED]);
                    case PROCESSING -> first(lastCompleted(), top[Shapes.RECEIVED]);
                    case SUPPLEMENT_REQUESTED -> lastRequested();
                    case STOPPED -> first(top[Shapes.FINISHED], top[Shapes.REFUSED]);
                    case DONE -> top[Shapes.FINISHED];
                    case RETURNED -> top[Shapes.RETURNED];
                    default -> 0;
                };
        return first(own, latest);
    }

    private static long first(long preferred, long otherwise) {
        return preferred != 0 ? preferred : otherwise;
    }

    private long lastRequested() {
        long last = 0;
        for (DossierFacts.Supplement supplement : supplements) {
            last = Math.max(last, supplement.requestedAt());
        }
        return last;
    }

    private long lastCompleted() {
        long last = 0;
        for (DossierFacts.Supplement supplement : supplements) {
            last = Math.max(last, supplement.completedAt());
        }
        return last;
    }

    private long latest() {
        long latest = Math.max(lastRequested(), lastCompleted());
        latest = Math.max(latest, Math.max(top[Shapes.SUBMITTED], top[Shapes.RECEIVED]));
        latest = Math.max(latest, Math.max(top[Shapes.RETURNED], top[Shapes.FINISHED]));
        return Math.max(latest, top[Shapes.REFUSED]);
    }

    Reading reading(List<Defect> found) {
        if (!found.isEmpty()) {
            return new Reading(code, null, null, 0, 0, null, found);
        }
        DossierState state = DossierState.of((int) top[Shapes.STATE]);
        return kind == RecordKind.PROGRESS
                ? new Reading(code, null, state, at, 0, null, found)
                : new Reading(code, otherCode, state, at, traits(), facts(), found);
    }

    private int traits() {
        int traits = 0;
        if (openSupplement) {
            traits |= DossierEvent.OPEN_SUPPLEMENT;
        } else if (!supplements.isEmpty()) {
            traits |= DossierEvent.SUPPLEMENTED;
        }
        long payment = top[Shapes.PAYMENT] - 1;
        if (payment == 1 || payment == 2) {
            traits |= DossierEvent.PAID;
        } else if (payment == 3) {
            traits |= DossierEvent.UNPAID;
        }
        return top[Shapes.REFUSED] != 0 && !hasResult ? traits | DossierEvent.REFUSED_WITHOUT_RESULT : traits;
    }

    private DossierFacts facts() {
        flag(fees > 0, DossierFacts.HAS_FEES);
        flag(fees > 0 && feeSum == 0, DossierFacts.FEES_ALL_ZERO);
        flag(top[Shapes.VNEID] == 2, DossierFacts.VNEID);
        flag(top[Shapes.DIGITISED] == 2, DossierFacts.MARKED_DIGITISED);
        return new DossierFacts(
                procedure == null ? "" : procedure,
                field == null ? "" : field,
                (int) Math.max(0, top[Shapes.CHANNEL] - 1),
                top[Shapes.SUBMITTED],
                top[Shapes.RECEIVED],
                top[Shapes.DUE],
                top[Shapes.RETURNED],
                top[Shapes.FINISHED],
                top[Shapes.REFUSED],
                (int) top[Shapes.PAYMENT] - 1,
                feeSum,
                flags,
                supplements);
    }
}
