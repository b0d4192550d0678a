package org.lienthong.dossier;

/**
 * One record about a dossier, as its history keeps it.
 *
 * @param at when it happened by the agency's own account, epoch seconds
 * @param digest the first 8 bytes of the SHA-256 of the record's bytes
 * @param batchNo the batch that it came with
 * @param index its index in the batch
 * @param traits what its content says about a finished state, see {@link #OPEN_SUPPLEMENT} and the others
 * @param verdict as the history stands now; a late event may change it
 * @param late whether it came after an event that happened later
 */
public record DossierEvent(
        DossierState state,
        RecordKind kind,
        long at,
        long digest,
        long batchNo,
        int index,
        int traits,
        Verdict verdict,
        boolean late) {

    /** A supplement was requested and has not come. */
    public static final int OPEN_SUPPLEMENT = 1;

    /** Supplements were requested and each of them has come. */
    public static final int SUPPLEMENTED = 2;

    /** {@code DuocThanhToanTrucTuyen} 1 or 2. */
    public static final int PAID = 4;

    /** {@code DuocThanhToanTrucTuyen} 3: requested, not paid. */
    public static final int UNPAID = 8;

    /** {@code NgayTuChoi} is given and there is no result. */
    public static final int REFUSED_WITHOUT_RESULT = 16;

    /** Not of its content: the portal is to get it, or has it. */
    public static final int SENT = 32;

    public boolean accepted() {
        return verdict == Verdict.ACCEPTED;
    }
}
