package org.lienthong.dossier;

import java.util.List;

/**
 * What counts in the indicators of one HoSo. All times are epoch seconds; 0 = not given.
 *
 * @param procedure {@code MaTTHC}
 * @param field {@code MaLinhVuc}, empty when not given
 * @param channel {@code KenhThucHien} 1 counter, 2 online, 3 post; 0 not given
 * @param submittedAt {@code NgayNopHoSo}
 * @param receivedAt {@code NgayTiepNhan}
 * @param dueAt {@code NgayHenTra}
 * @param returnedAt {@code NgayTra}
 * @param finishedAt {@code NgayKetThucXuLy}
 * @param refusedAt {@code NgayTuChoi}
 * @param payment {@code DuocThanhToanTrucTuyen} 0 to 3; -1 not given
 * @param fees sum of {@code Gia} of {@code DanhSachLePhi}, whole VND
 * @param flags a set of the constants here
 * @param supplements {@code DanhSachHoSoBoSung}, in the order of the record
 */
public record DossierFacts(
        String procedure,
        String field,
        int channel,
        long submittedAt,
        long receivedAt,
        long dueAt,
        long returnedAt,
        long finishedAt,
        long refusedAt,
        int payment,
        long fees,
        int flags,
        List<Supplement> supplements) {

    /** {@code DanhSachLePhi} has an item. */
    public static final int HAS_FEES = 1;
    /** {@code DanhSachLePhi} has items and the {@code Gia} of each is 0. */
    public static final int FEES_ALL_ZERO = 1 << 1;
    /** A result with {@code DuongDanTepTinKetQua}. */
    public static final int RESULT_LINK = 1 << 2;
    /** A result with {@code MaGiayToKetQua}. */
    public static final int RESULT_CODE = 1 << 3;
    /** A result with both. */
    public static final int RESULT_LINK_AND_CODE = 1 << 4;
    /** A component with {@code DuongDanTaiTepTin}, not deleted. */
    public static final int COMPONENT_FILE = 1 << 5;
    /** A component with {@code DuocSoHoa} 1. */
    public static final int COMPONENT_DIGITISED = 1 << 6;
    /** A component with {@code DuocTaiSuDung} 1 or 2. */
    public static final int COMPONENT_REUSED = 1 << 7;
    /** A component with {@code DuocLayTuKhoDMQG} 1. */
    public static final int PERSONAL_STORE = 1 << 8;
    /** {@code TaiKhoanDuocXacThucVoiVNeID} 1. */
    public static final int VNEID = 1 << 9;
    /** {@code DSKetNoiCSDL} names the population database. */
    public static final int POPULATION_DATABASE = 1 << 10;
    /** {@code HoSoCoThanhPhanSoHoa} 1. */
    public static final int MARKED_DIGITISED = 1 << 11;

    /**
     * One request to supplement.
     *
     * @param requestedAt {@code NgayBoSung}
     * @param completedAt {@code NgayTiepNhanBoSung}; 0 = still open
     * @param newDueAt {@code NgayHenTraMoi}
     */
    public record Supplement(long requestedAt, long completedAt, long newDueAt) {}

    public DossierFacts {
        supplements = List.copyOf(supplements);
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
