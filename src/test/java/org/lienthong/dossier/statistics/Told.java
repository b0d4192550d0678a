package org.lienthong.dossier.statistics;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierChange;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.Verdict;
import org.lienthong.dossier.generate.DossierStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dossiers as records tell of them, in any order and any number of times: a simple stand-in for the hub's sequencer. */
final class Told {

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final Map<String, Dossier> dossiers = new HashMap<>();
    private final Map<Long, DossierFacts> facts = new HashMap<>();

    /** A record as it was sent. */
    record Record(String agency, RecordKind kind, boolean rewritten, byte[] bytes) {}

    static Record record(DossierStream stream, String agency) {
        return new Record(agency, stream.kind(), stream.rewritten(), stream.bytes());
    }

    /** @return null when the record is known already */
    DossierChange take(Record record) {
        byte[] bytes = record.bytes();
        JsonNode json = JSON.readTree(bytes);
        String code = json.get("MaHoSo").stringValue();
        Dossier before = dossiers.get(code);
        long digest = Arrays.hashCode(bytes) * 31L + bytes.length;
        List<DossierEvent> history = new ArrayList<>(before == null ? List.of() : before.history());
        if (history.stream().anyMatch(event -> event.digest() == digest)) {
            return null;
        }
        boolean progress = record.kind() == RecordKind.PROGRESS;
        DossierState state = DossierState.of(Integer.parseInt(text(json, progress ? "TrangThai" : "TrangThaiHoSo")));
        history.add(new DossierEvent(
                state,
                record.kind(),
                progress ? time(json, "ThoiDiemXuLy") : time(json, state),
                digest,
                1,
                history.size(),
                0,
                record.rewritten() ? Verdict.REWRITTEN : Verdict.ACCEPTED,
                false));
        history.sort(Comparator.comparingLong(DossierEvent::at).thenComparing(DossierEvent::state));
        if (!progress) {
            facts.put(digest, facts(json));
        }
        Dossier after = new Dossier(code, record.agency(), history, latest(history), 0);
        dossiers.put(code, after);
        return new DossierChange(before, after);
    }

    private DossierFacts latest(List<DossierEvent> history) {
        DossierFacts latest = null;
        for (DossierEvent event : history) {
            if (event.kind() == RecordKind.DOSSIER && event.accepted()) {
                latest = facts.get(event.digest());
            }
        }
        return latest;
    }

    private static long time(JsonNode json, DossierState state) {
        JsonNode supplements = json.get("DanhSachHoSoBoSung");
        JsonNode last = supplements.isEmpty() ? null : supplements.get(supplements.size() - 1);
        return switch (state) {
            case REGISTERED -> time(json, "NgayNopHoSo");
            case NOT_RECEIVED -> time(json, "NgayTuChoi");
            case PROCESSING -> time(last, "NgayTiepNhanBoSung");
            case SUPPLEMENT_REQUESTED -> time(last, "NgayBoSung");
            case STOPPED, DONE -> time(json, "NgayKetThucXuLy");
            case RETURNED -> time(json, "NgayTra");
            default -> time(json, "NgayTiepNhan");
        };
    }

    static DossierFacts facts(JsonNode json) {
        List<DossierFacts.Supplement> supplements = new ArrayList<>();
        for (JsonNode one : json.get("DanhSachHoSoBoSung")) {
            supplements.add(new DossierFacts.Supplement(
                    time(one, "NgayBoSung"), time(one, "NgayTiepNhanBoSung"), time(one, "NgayHenTraMoi")));
        }
        return new DossierFacts(
                text(json, "MaTTHC"),
                text(json, "MaLinhVuc"),
                number(json, "KenhThucHien", 0),
                time(json, "NgayNopHoSo"),
                time(json, "NgayTiepNhan"),
                time(json, "NgayHenTra"),
                time(json, "NgayTra"),
                time(json, "NgayKetThucXuLy"),
                time(json, "NgayTuChoi"),
                number(json, "DuocThanhToanTrucTuyen", -1),
                0,
                flags(json),
                supplements);
    }

    private static int flags(JsonNode json) {
        int flags = 0;
        JsonNode fees = json.get("DanhSachLePhi");
        if (!fees.isEmpty()) {
            flags |= DossierFacts.HAS_FEES;
            flags |= text(fees.get(0), "Gia").equals("0") ? DossierFacts.FEES_ALL_ZERO : 0;
        }
        for (JsonNode result : json.get("DanhSachGiayToKetQua")) {
            boolean link = result.has("DuongDanTepTinKetQua");
            boolean code = result.has("MaGiayToKetQua");
            flags |= link ? DossierFacts.RESULT_LINK : 0;
            flags |= code ? DossierFacts.RESULT_CODE : 0;
            flags |= link && code ? DossierFacts.RESULT_LINK_AND_CODE : 0;
        }
        for (JsonNode component : json.get("TaiLieuNop")) {
            flags |= component.has("DuongDanTaiTepTin") ? DossierFacts.COMPONENT_FILE : 0;
            flags |= number(component, "DuocSoHoa", 0) == 1 ? DossierFacts.COMPONENT_DIGITISED : 0;
            flags |= number(component, "DuocTaiSuDung", 0) > 0 ? DossierFacts.COMPONENT_REUSED : 0;
            flags |= number(component, "DuocLayTuKhoDMQG", 0) == 1 ? DossierFacts.PERSONAL_STORE : 0;
        }
        flags |= number(json, "TaiKhoanDuocXacThucVoiVNeID", 0) == 1 ? DossierFacts.VNEID : 0;
        flags |= number(json, "HoSoCoThanhPhanSoHoa", 0) == 1 ? DossierFacts.MARKED_DIGITISED : 0;
        if (json.has("DSKetNoiCSDL") && !json.get("DSKetNoiCSDL").isEmpty()) {
            flags |= DossierFacts.POPULATION_DATABASE;
        }
        return flags;
    }

    private static String text(JsonNode json, String name) {
        return json.has(name) ? json.get(name).stringValue() : "";
    }

    private static int number(JsonNode json, String name, int otherwise) {
        return json.has(name) ? Integer.parseInt(text(json, name)) : otherwise;
    }

    private static long time(JsonNode json, String name) {
        String text = text(json, name);
        return text.isEmpty() ? 0 : LocalDateTime.parse(text, TIME).toEpochSecond(ZoneOffset.ofHours(7));
    }
}
