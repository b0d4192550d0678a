package org.lienthong.dossier.generate;

import static org.lienthong.dossier.generate.JsonBuffer.bytes;

import java.util.List;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.statistics.Procedure;

/**
 * Writes records as the agencies' systems do: {@code HoSo} with the fields of 2020 or with those of 2024 too, and
 * {@code TienDo}. A HoSo says what is known at its step, no more. All people are Nguyễn Văn Mẫu.
 */
final class RecordWriter {

    private static final int CODES = 10_000;
    private static final int UNITS = 97;
    private static final int MIXER = 37;
    private static final long FEE_STEP = 10_000;

    private static final byte[] CODE = bytes("{\"MaHoSo\":\"");
    private static final byte[] CHANNEL = bytes(",\"KenhThucHien\":\"");
    private static final byte[] APPLICANT = bytes("\",\"ChuHoSo\":\"Nguyễn Văn Mẫu\",\"LoaiDoiTuong\":\"");
    private static final byte[] APPLICANT_OLD = bytes(",\"ChuHoSo\":\"Nguyễn Văn Mẫu\",\"LoaiDoiTuong\":\"");
    private static final byte[] IDENTITY = bytes("\",\"SoGiayToChuHoSo\":\"000000");
    private static final byte[] IDENTITIES =
            bytes("\",\"DinhDanhCHS\":[{\"LoaiDinhDanh\":\"1\",\"SoDinhDanh\":\"000000");
    private static final byte[] ACCOUNT = bytes("\",\"MaDoiTuong\":\"TECHID-MAU-");
    private static final byte[] ADDRESS = bytes("\",\"ThongTinKhac\":\"Thôn Mẫu\",\"Email\":\"mau@congdan.example\","
            + "\"Fax\":\"\",\"SoDienThoai\":\"0900000000\",\"TrichYeuHoSo\":\"Đề nghị giải quyết thủ tục hành chính\"");
    private static final byte[] SUBMITTED = bytes(",\"NgayNopHoSo\":\"");
    private static final byte[] RECEIVED = bytes(",\"NgayTiepNhan\":\"");
    private static final byte[] DUE = bytes(",\"NgayHenTra\":\"");
    private static final byte[] FINISHED = bytes(",\"NgayKetThucXuLy\":\"");
    private static final byte[] RETURNED = bytes(",\"NgayTra\":\"");
    private static final byte[] REFUSED = bytes(",\"NgayTuChoi\":\"");
    private static final byte[] STATE = bytes(",\"TrangThaiHoSo\":\"");
    private static final byte[] RETURN =
            bytes("\",\"ThongTinTra\":\"Trả tại bộ phận một cửa\",\"HinhThuc\":\"0\",\"GhiChu\":\"\"");
    private static final byte[] RECEIPT = bytes(",\"SoBienNhan\":\"");
    private static final byte[] WHERE = bytes(",\"NoiNopHoSo\":\"");
    private static final byte[] DIGITISED = bytes("\",\"HoSoCoThanhPhanSoHoa\":\"");
    private static final byte[] VNEID = bytes("\",\"TaiKhoanDuocXacThucVoiVNeID\":\"");
    private static final byte[] PAID = bytes("\",\"DuocThanhToanTrucTuyen\":\"");
    private static final byte[] DATABASES = bytes("\"}],\"DSKetNoiCSDL\":[");
    private static final byte[] POPULATION = bytes("{\"MaCSDL\":\"1\"}");
    private static final byte[] COMPONENTS = bytes(",\"TaiLieuNop\":[{\"TepDinhKemId\":\"");
    private static final byte[] COMPONENT =
            bytes("\",\"TenTepDinhKem\":\"don-de-nghi.pdf\",\"IsDeleted\":\"False\",\"MaThanhPhanHoSo\":\"");
    private static final byte[] COMPONENT_LINK = bytes("\",\"DuongDanTaiTepTin\":\"https://tep.example/thanh-phan/");
    private static final byte[] SCANNED = bytes("\",\"DuocSoHoa\":\"");
    private static final byte[] REUSED = bytes("\",\"DuocTaiSuDung\":\"");
    private static final byte[] STORED = bytes("\",\"DuocLayTuKhoDMQG\":\"");
    private static final byte[] REPLACED = bytes("\",\"MaKetQuaThayThe\":\"\"}]");
    private static final byte[] FEES =
            bytes(",\"DanhSachLePhi\":[{\"TenPhiLePhi\":\"Lệ phí giải quyết hồ sơ\",\"MaPhiLePhi\":\"LP01\","
                    + "\"HinhThucThu\":\"1\",\"Gia\":\"");
    private static final byte[] NO_FEES = bytes(",\"DanhSachLePhi\":[]");
    private static final byte[] FEE_KIND = bytes("\",\"LoaiPhiLePhi\":\"1\"}]");
    private static final byte[] OTHER_FILES = bytes(
            ",\"DanhSachTepDinhKemKhac\":[{\"TenGiayTo\":\"Giấy tờ kèm theo\",\"SoLuong\":\"1\",\"LoaiGiayTo\":\"1\"}]");
    private static final byte[] SUPPLEMENTS = bytes(",\"DanhSachHoSoBoSung\":[");
    private static final byte[] SUPPLEMENT = bytes("{\"HoSoBoSungId\":\"");
    private static final byte[] SUPPLEMENT_WHY = bytes("\",\"NguoiYeuCauBoSung\":\"Nguyễn Văn Mẫu\","
            + "\"NoiDungBoSung\":\"Bổ sung giấy tờ còn thiếu\",\"NgayBoSung\":\"");
    private static final byte[] SUPPLIED = bytes(
            "\",\"NguoiTiepNhanBoSung\":\"Nguyễn Văn Mẫu\",\"ThongTinTiepNhan\":\"Đã đủ\",\"NgayTiepNhanBoSung\":\"");
    private static final byte[] SUPPLEMENT_OPEN = bytes("\",\"TrangThaiBoSung\":\"False");
    private static final byte[] SUPPLEMENT_CLOSED = bytes("\",\"TrangThaiBoSung\":\"True");
    private static final byte[] SUPPLEMENT_END =
            bytes("\",\"DanhSachGiayToBoSung\":[],\"DanhSachLePhiBoSung\":[],\"NgayHenTraTruoc\":\"");
    private static final byte[] RESULTS = bytes(",\"DanhSachGiayToKetQua\":[");
    private static final byte[] RESULT =
            bytes("{\"TenGiayTo\":\"Kết quả giải quyết\",\"MaThanhPhanHoSo\":\"KQ01\"," + "\"GiayToId\":\"");
    private static final byte[] RESULT_LINK = bytes("\",\"DuongDanTepTinKetQua\":\"https://tep.example/ket-qua/");
    private static final byte[] RESULT_CODE = bytes("\",\"MaGiayToKetQua\":\"KQ.MAU.");
    private static final byte[] OFFICER =
            bytes("\",\"NguoiXuLy\":\"Nguyễn Văn Mẫu\",\"ChucDanh\":\"Chuyên viên\"," + "\"ThoiDiemXuLy\":\"");
    private static final byte[] DEPARTMENT = bytes("\",\"PhongBanXuLy\":\"Bộ phận một cửa\",\"NoiDungXuLy\":\"");
    private static final byte[] PROGRESS_STATE = bytes("\",\"TrangThai\":\"");
    private static final byte[] BEGAN = bytes("\",\"NgayBatDau\":\"");
    private static final byte[] LIMIT = bytes("\",\"NgayKetThucTheoQuyDinh\":\"");
    private static final byte[][] DOINGS = {
        bytes("Đăng ký hồ sơ"),
        bytes("Tiếp nhận hồ sơ"),
        bytes("Từ chối tiếp nhận, có lý do"),
        bytes("Thụ lý hồ sơ"),
        bytes("Yêu cầu bổ sung giấy tờ"),
        bytes("Yêu cầu nộp phí, lệ phí"),
        bytes("Công dân rút hồ sơ"),
        bytes("Dừng xử lý hồ sơ"),
        bytes("Hoàn thành xử lý"),
        bytes("Trả kết quả")
    };

    private final List<Procedure> procedures;
    private final byte[][] aboutProcedure;
    private final byte[][] aboutSender;
    private final byte[][] codeStart;

    RecordWriter(Load load) {
        procedures = load.procedures();
        aboutProcedure = procedures.stream()
                .map(one -> bytes("\",\"MaTTHC\":\"" + one.code() + "\",\"TenTTHC\":\"" + one.name()
                        + "\",\"MaLinhVuc\":\"" + one.field() + "\",\"TenLinhVuc\":\"" + one.fieldName() + "\""))
                .toArray(byte[][]::new);
        aboutSender = load.senders().stream()
                .map(one -> bytes(",\"DonViXuLy\":\"" + one.name() + "\""))
                .toArray(byte[][]::new);
        codeStart = load.senders().stream()
                .map(one -> bytes(one.shape() == Sender.Shape.OLD ? "000.00." : one.agency() + "."))
                .toArray(byte[][]::new);
    }

    void write(History history, int step, JsonBuffer out) {
        out.clear();
        if (history.kind[step] == RecordKind.DOSSIER) {
            dossier(history, step, out);
        } else {
            progress(history, step, out);
        }
    }

    /**
     * The dossier's code. The number's last digits are the sequence, the rest is mixed into the unit, so that no two
     * dossiers of a day have the same.
     */
    void code(History history, JsonBuffer out) {
        long sequence = history.number % CODES;
        long unit = (history.number / CODES + sequence * MIXER) % UNITS;
        out.put(codeStart[history.senderIndex]).digits(unit, 2);
        switch (history.sender.shape()) {
            case OLD ->
                out.put('.')
                        .put(bytes(history.sender.agency()))
                        .put('-')
                        .date(history.submittedAt, 2)
                        .put('-')
                        .digits(sequence, 4);
            case UNIT -> out.put('-').date(history.submittedAt, 2).put('-').digits(sequence, 5);
            case LONG -> out.put('-').date(history.submittedAt, 0).put('-').digits(sequence, 7);
        }
    }

    private void dossier(History history, int step, JsonBuffer out) {
        DossierState state = history.rewritten[step] ? DossierState.DONE : history.state[step];
        long now = history.at[step];
        boolean old = history.sender.oldFields();
        out.put(CODE);
        code(history, out);
        out.put(aboutProcedure[history.procedure]).put(aboutSender[history.senderIndex]);
        if (!old) {
            out.put(CHANNEL).digits(history.channel, 1).put(APPLICANT);
        } else {
            out.put(APPLICANT_OLD);
        }
        out.digits(history.applicantKind, 1);
        if (!old) {
            out.put(IDENTITY).digits(0, 6);
            if (history.channel == History.ONLINE) {
                out.put(ACCOUNT).digits(history.person, 7);
            }
        }
        out.put(ADDRESS);
        dates(history, step, state, out);
        out.put(STATE);
        number(state.number(), out);
        out.put(RETURN);
        if (old) {
            out.put(RECEIPT).digits(history.number % 10_000_000, 7).put('"');
        } else {
            newFields(history, step, out);
        }
        components(history, out);
        fees(history, out);
        out.put(OTHER_FILES);
        supplements(history, now, out);
        results(history, step, out);
        out.put('}');
    }

    private static void dates(History history, int step, DossierState state, JsonBuffer out) {
        long now = history.at[step];
        boolean old = history.sender.oldFields();
        if (!old) {
            date(SUBMITTED, history.submittedAt, out);
        }
        if (history.receivedAt > 0 && history.receivedAt <= now) {
            date(RECEIVED, history.receivedAt, out);
            if (history.dueGiven) {
                date(DUE, history.dueAt, out);
            }
        }
        if (!old && history.state[step] == DossierState.NOT_RECEIVED) {
            date(REFUSED, history.refusedAt, out);
        }
        if (history.doneAt > 0 && history.doneAt <= now) {
            date(FINISHED, history.doneAt, out);
        } else if (state == DossierState.DONE || state == DossierState.STOPPED) {
            date(FINISHED, now, out);
            if (history.rewritten[step] && history.state[step] == DossierState.STOPPED) {
                date(REFUSED, now, out);
            }
        }
        if (history.state[step] == DossierState.RETURNED) {
            date(RETURNED, history.returnedAt, out);
        }
    }

    private static void date(byte[] name, long at, JsonBuffer out) {
        out.put(name).time(at).put('"');
    }

    private static void newFields(History history, int step, JsonBuffer out) {
        out.put(WHERE).digits(history.channel == History.ONLINE ? 1 : 2, 1);
        flag(DIGITISED, history.digitised, out);
        flag(VNEID, history.vneid, out);
        out.put(PAID).digits(payment(history, step), 1);
        out.put(IDENTITIES).digits(0, 6).put(DATABASES);
        if (history.populationDatabase) {
            out.put(POPULATION);
        }
        out.put(']');
    }

    /** {@code DuocThanhToanTrucTuyen} as the step's record says it. */
    static int payment(History history, int step) {
        if (history.state[step] == DossierState.PAYMENT_REQUESTED) {
            return 3;
        }
        boolean before = history.paymentAskedAt > 0 && history.at[step] <= history.paymentAskedAt;
        return history.paidOnline && !before && history.receivedAt > 0 ? 1 + history.person % 2 : 0;
    }

    private static void components(History history, JsonBuffer out) {
        out.put(COMPONENTS).digits(history.number, 10).put(COMPONENT).digits(1 + history.person % 9, 6);
        if (history.digitised) {
            out.put(COMPONENT_LINK).digits(history.number, 10);
        }
        if (history.sender.oldFields()) {
            out.put('"').put('}').put(']');
            return;
        }
        flag(SCANNED, history.digitised, out);
        out.put(REUSED).digits(history.reused ? 1 + history.person % 2 : 0, 1);
        flag(STORED, history.personalStore, out);
        out.put(REPLACED);
    }

    private void fees(History history, JsonBuffer out) {
        if (!procedures.get(history.procedure).fee()) {
            out.put(NO_FEES);
            return;
        }
        out.put(FEES);
        if (history.freeOfCharge) {
            out.put('0');
        } else {
            out.digits(fee(history), 6);
        }
        out.put(FEE_KIND);
    }

    /** Six digits, VND. */
    static long fee(History history) {
        return (11 + history.person % 80) * FEE_STEP;
    }

    private static void supplements(History history, long now, JsonBuffer out) {
        out.put(SUPPLEMENTS);
        boolean any = false;
        for (int round = 0; round < history.rounds && history.requestedAt[round] <= now; round++) {
            any = true;
            out.put(SUPPLEMENT).digits(history.number * 10 + round, 11).put(SUPPLEMENT_WHY);
            out.time(history.requestedAt[round]);
            boolean supplied = history.suppliedAt[round] > 0 && history.suppliedAt[round] <= now;
            if (supplied) {
                out.put(SUPPLIED).time(history.suppliedAt[round]);
            }
            out.put(supplied ? SUPPLEMENT_CLOSED : SUPPLEMENT_OPEN).put(SUPPLEMENT_END);
            out.time(history.dueAt).put('"').put('}').put(',');
        }
        if (any) {
            out.dropLast();
        }
        out.put(']');
    }

    private void results(History history, int step, JsonBuffer out) {
        out.put(RESULTS);
        boolean done = history.state[step] == DossierState.DONE || history.state[step] == DossierState.RETURNED;
        if (done && (procedures.get(history.procedure).paper() || history.resultFile)) {
            out.put(RESULT).digits(history.number, 10);
            if (history.resultFile) {
                out.put(RESULT_LINK).digits(history.number, 10);
                if (!history.sender.oldFields()) {
                    out.put(RESULT_CODE).digits(history.number % 1_000_000, 6);
                }
            }
            out.put('"').put('}');
        }
        out.put(']');
    }

    private void progress(History history, int step, JsonBuffer out) {
        out.put(CODE);
        code(history, out);
        out.put(OFFICER).time(history.at[step]).put(DEPARTMENT).put(DOINGS[history.state[step].ordinal()]);
        out.put(PROGRESS_STATE);
        number(history.state[step].number(), out);
        out.put(BEGAN).time(history.receivedAt > 0 ? history.receivedAt : history.submittedAt);
        if (history.receivedAt > 0 && history.dueGiven) {
            out.put(LIMIT).time(history.dueAt);
        }
        out.put('"').put('}');
    }

    private static void flag(byte[] name, boolean value, JsonBuffer out) {
        out.put(name).put(value ? '1' : '0');
    }

    private static void number(int state, JsonBuffer out) {
        out.digits(state, state > 9 ? 2 : 1);
    }
}
