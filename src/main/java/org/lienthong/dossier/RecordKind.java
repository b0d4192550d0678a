package org.lienthong.dossier;

/** The two kinds of records that agencies send; the order is stored and never changes. */
public enum RecordKind {
    /** HoSo, sent by the portal's service {@code DongBoHoSoMC}. */
    DOSSIER("dossiers"),
    /** TienDo, sent by {@code CapNhatTienDoHoSoMC}. */
    PROGRESS("progress");

    private final String wireName;

    RecordKind(String wireName) {
        this.wireName = wireName;
    }

    /** The last word of the address that takes it, {@code /api/v1/dossiers}. */
    public String wireName() {
        return wireName;
    }
}
