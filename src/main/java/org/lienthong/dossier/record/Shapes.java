package org.lienthong.dossier.record;

import static org.lienthong.dossier.record.Field.choice;
import static org.lienthong.dossier.record.Field.list;
import static org.lienthong.dossier.record.Field.of;
import static org.lienthong.dossier.record.Field.text;
import static org.lienthong.dossier.record.Field.word;

import org.lienthong.dossier.record.Field.Type;
import org.lienthong.dossier.record.Shape.Kind;

/**
 * HoSo and TienDo: the union of the field sets of 2020 and 2024–26. {@code config/schemas/dossier.schema.json} and
 * {@code progress.schema.json} say the same.
 */
final class Shapes {

    // Slots of a HoSo.
    static final int STATE = 0;
    static final int SUBMITTED = 1;
    static final int RECEIVED = 2;
    static final int DUE = 3;
    static final int RETURNED = 4;
    static final int FINISHED = 5;
    static final int REFUSED = 6;
    static final int CHANNEL = 7;
    static final int PAYMENT = 8;
    static final int VNEID = 9;
    static final int DIGITISED = 10;
    // Slots of a TienDo.
    static final int PROCESSED = 1;
    // Slots of items.
    static final int IDENTITY_KIND = 0;
    static final int IDENTITY_DIGITS = 1;
    static final int POPULATION = 0;
    static final int COMPONENT_LINK = 0;
    static final int COMPONENT_DIGITISED = 1;
    static final int COMPONENT_REUSED = 2;
    static final int COMPONENT_STORE = 3;
    static final int COMPONENT_DELETED = 4;
    static final int FEE_AMOUNT = 0;
    static final int REQUESTED = 0;
    static final int COMPLETED = 1;
    static final int NEW_DUE = 2;
    static final int CLOSED = 3;
    static final int RESULT_LINK = 0;
    static final int RESULT_CODE = 1;

    static final int SLOTS = 11;

    private static final Shape IDENTITY = new Shape(
            Kind.IDENTITY,
            choice("LoaiDinhDanh", "12", IDENTITY_KIND).demanded(),
            new Field("SoDinhDanh", Type.WORD, 12, true, "", IDENTITY_DIGITS, null));

    private static final Shape DATABASE =
            new Shape(Kind.DATABASE, new Field("MaCSDL", Type.WORD, 20, true, "", POPULATION, null));

    private static final Shape COMPONENT = new Shape(
            Kind.COMPONENT,
            word("TepDinhKemId", 100),
            text("TenTepDinhKem", 4000),
            of("IsDeleted", Type.SWITCH, COMPONENT_DELETED),
            text("MaThanhPhanHoSo", 100),
            new Field("DuongDanTaiTepTin", Type.LINK, 2000, false, "", COMPONENT_LINK, null),
            choice("DuocSoHoa", "01", COMPONENT_DIGITISED),
            choice("DuocTaiSuDung", "012", COMPONENT_REUSED),
            choice("DuocLayTuKhoDMQG", "01", COMPONENT_STORE),
            text("MaKetQuaThayThe", 100));

    private static final Shape FEE = new Shape(
            Kind.FEE,
            text("TenPhiLePhi", 1000),
            word("MaPhiLePhi", 100),
            choice("HinhThucThu", "1234", -1),
            of("Gia", Type.COUNT, FEE_AMOUNT),
            choice("LoaiPhiLePhi", "12", -1));

    private static final Shape PAPER =
            new Shape(Kind.OTHER, text("TenGiayTo", 2000), of("SoLuong", Type.COUNT, -1), word("LoaiGiayTo", 20));

    private static final Shape EXTRA_FEE = new Shape(
            Kind.OTHER,
            text("TenPhiLePhi", 1000),
            word("MaPhiLePhi", 100),
            choice("HinhThucThu", "1234", -1),
            of("Gia", Type.COUNT, -1),
            choice("LoaiPhiLePhi", "12", -1));

    private static final Shape SUPPLEMENT = new Shape(
            Kind.SUPPLEMENT,
            word("HoSoBoSungId", 100),
            text("NguoiYeuCauBoSung", 200),
            text("NoiDungBoSung", 4000),
            of("NgayBoSung", Type.DATE, REQUESTED).demanded(),
            text("NguoiTiepNhanBoSung", 200),
            text("ThongTinTiepNhan", 4000),
            of("NgayTiepNhanBoSung", Type.DATE, COMPLETED),
            of("TrangThaiBoSung", Type.SWITCH, CLOSED),
            list("DanhSachGiayToBoSung", PAPER),
            list("DanhSachLePhiBoSung", EXTRA_FEE),
            of("NgayHenTraTruoc", Type.APPOINTMENT, -1),
            of("NgayHenTraMoi", Type.APPOINTMENT, NEW_DUE));

    private static final Shape RESULT = new Shape(
            Kind.RESULT,
            text("TenGiayTo", 2000),
            text("MaThanhPhanHoSo", 100),
            word("GiayToId", 100),
            new Field("DuongDanTepTinKetQua", Type.LINK, 2000, false, "", RESULT_LINK, null),
            new Field("MaGiayToKetQua", Type.TEXT, 100, false, "", RESULT_CODE, null));

    static final Shape DOSSIER = new Shape(
            Kind.DOSSIER,
            of("MaHoSo", Type.CODE, -1).demanded(),
            of("MaHoSoKhac", Type.OTHER_CODE, -1),
            of("MaTTHC", Type.PROCEDURE, -1).demanded(),
            text("TenTTHC", 2000),
            of("MaLinhVuc", Type.FIELD_CODE, -1),
            text("TenLinhVuc", 1000),
            choice("KenhThucHien", "123", CHANNEL),
            word("SoGiayToChuHoSo", 50),
            text("ChuHoSo", 500).demanded(),
            new Field("LoaiDoiTuong", Type.CHOICE, 10, true, "1234", -1, null),
            text("MaDoiTuong", 200),
            text("ThongTinKhac", 4000),
            text("Email", 200),
            word("Fax", 50),
            word("SoDienThoai", 50),
            text("TrichYeuHoSo", 1000),
            of("NgayTiepNhan", Type.DATE, RECEIVED),
            of("NgayHenTra", Type.APPOINTMENT, DUE),
            of("NgayTra", Type.DATE, RETURNED),
            of("NgayKetThucXuLy", Type.DATE, FINISHED),
            of("NgayTuChoi", Type.DATE, REFUSED),
            of("NgayNopHoSo", Type.DATE, SUBMITTED),
            of("TrangThaiHoSo", Type.STATE, STATE).demanded(),
            text("ThongTinTra", 4000),
            choice("HinhThuc", "01", -1),
            text("DonViXuLy", 500),
            text("GhiChu", 4000),
            word("SoBienNhan", 100),
            choice("NoiNopHoSo", "12", -1),
            choice("HoSoCoThanhPhanSoHoa", "01", DIGITISED),
            choice("TaiKhoanDuocXacThucVoiVNeID", "01", VNEID),
            choice("DuocThanhToanTrucTuyen", "0123", PAYMENT),
            list("DinhDanhCHS", IDENTITY),
            list("DSKetNoiCSDL", DATABASE),
            list("TaiLieuNop", COMPONENT),
            list("DanhSachLePhi", FEE),
            list("DanhSachTepDinhKemKhac", PAPER),
            list("DanhSachHoSoBoSung", SUPPLEMENT),
            list("DanhSachGiayToKetQua", RESULT));

    static final Shape PROGRESS = new Shape(
            Kind.PROGRESS,
            of("MaHoSo", Type.CODE, -1).demanded(),
            text("NguoiXuLy", 50),
            text("ChucDanh", 200),
            of("ThoiDiemXuLy", Type.DATE, PROCESSED).demanded(),
            text("PhongBanXuLy", 500),
            text("NoiDungXuLy", 4000),
            of("TrangThai", Type.STATE, STATE).demanded(),
            of("NgayBatDau", Type.DATE, -1),
            of("NgayKetThucTheoQuyDinh", Type.APPOINTMENT, -1));

    private Shapes() {}
}
