package org.lienthong.dossier.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.SourceMapping;

class RecordReaderTest {

    private static final long NOON = seconds("2026-11-22T12:00:00");

    @Test
    void readsTheExample() {
        Reading reading = read(SampleRecords.dossier());
        assertThat(reading.defects()).isEmpty();
        assertThat(reading.code()).isEqualTo("H56.12-261120-0001");
        assertThat(reading.state()).isEqualTo(DossierState.RECEIVED);
        assertThat(reading.at()).isEqualTo(seconds("2026-11-20T08:30:00"));
        DossierFacts facts = reading.facts();
        assertThat(facts.procedure()).isEqualTo("1.001193");
        assertThat(facts.field()).isEqualTo("G15-HT02");
        assertThat(facts.channel()).isEqualTo(2);
        assertThat(facts.submittedAt()).isEqualTo(seconds("2026-11-20T08:00:00"));
        assertThat(facts.dueAt()).isEqualTo(seconds("2026-11-20T17:00:00"));
        assertThat(facts.finishedAt()).isZero();
        assertThat(facts.payment()).isZero();
        assertThat(facts.fees()).isEqualTo(8000);
        assertThat(facts.flags())
                .isEqualTo(DossierFacts.HAS_FEES
                        | DossierFacts.COMPONENT_FILE
                        | DossierFacts.COMPONENT_DIGITISED
                        | DossierFacts.VNEID
                        | DossierFacts.POPULATION_DATABASE
                        | DossierFacts.MARKED_DIGITISED);
    }

    @Test
    void readsProgress() {
        Reading reading = progress("\"TrangThai\":\"9\"", "\"ThoiDiemXuLy\":\"20261120150000\"");
        assertThat(reading.defects()).isEmpty();
        assertThat(reading.state()).isEqualTo(DossierState.DONE);
        assertThat(reading.at()).isEqualTo(seconds("2026-11-20T15:00:00"));
        assertThat(reading.facts()).isNull();
    }

    @Test
    void takesNumbersForWordsAndNullForAbsent() {
        Reading reading = read(SampleRecords.dossier()
                .replace("\"TrangThaiHoSo\":\"2\"", "\"TrangThaiHoSo\":2")
                .replace("\"KenhThucHien\":\"2\"", "\"KenhThucHien\":null")
                .replace("\"Gia\":\"8000\"", "\"Gia\":0")
                .replace(
                        "\"DanhSachGiayToKetQua\":[]",
                        "\"DanhSachGiayToKetQua\":null,\"Moi2027\":{\"a\":[1,{\"b\":true}]}"));
        assertThat(reading.defects()).isEmpty();
        assertThat(reading.facts().channel()).isZero();
        assertThat(reading.facts().has(DossierFacts.FEES_ALL_ZERO)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "MaHoSo":"H56.12-261120-0001"    | "MaHoSo":"H56.12_261120_0001"   | /MaHoSo        | INVALID_CODE
            "MaHoSo":"H56.12-261120-0001",   | ''                              | /MaHoSo        | MISSING
            "MaHoSo":"H56.12-261120-0001"    | "MaHoSo":17                     | /MaHoSo        | WRONG_TYPE
            "MaTTHC":"1.001193"              | "MaTTHC":"1.1193"               | /MaTTHC        | INVALID_PROCEDURE
            "MaTTHC":"1.001193"              | "MaTTHC":"1.001193.H5"          | /MaTTHC        | INVALID_PROCEDURE
            "MaLinhVuc":"G15-HT02"           | "MaLinhVuc":"Hộ tịch"           | /MaLinhVuc     | INVALID_FIELD_CODE
            "KenhThucHien":"2"               | "KenhThucHien":"4"              | /KenhThucHien  | UNKNOWN_VALUE
            "KenhThucHien":"2"               | "KenhThucHien":2.0              | /KenhThucHien  | WRONG_TYPE
            "KenhThucHien":"2"               | "KenhThucHien":{"a":1}          | /KenhThucHien  | WRONG_TYPE
            "ChuHoSo":"Nguyễn Văn Mẫu"       | "ChuHoSo":""                    | /ChuHoSo       | MISSING
            "ChuHoSo":"Nguyễn Văn Mẫu"       | "ChuHoSo":true                  | /ChuHoSo       | WRONG_TYPE
            "LoaiDoiTuong":"1"               | "LoaiDoiTuong":"0"              | /LoaiDoiTuong  | UNKNOWN_VALUE
            "TrangThaiHoSo":"2"              | "TrangThaiHoSo":"11"            | /TrangThaiHoSo | UNKNOWN_VALUE
            "NgayTiepNhan":"20261120083000"  | "NgayTiepNhan":"20250230083000" | /NgayTiepNhan  | INVALID_DATE
            "NgayTiepNhan":"20261120083000"  | "NgayTiepNhan":"20261120240000" | /NgayTiepNhan  | INVALID_DATE
            "NgayTiepNhan":"20261120083000"  | "NgayTiepNhan":"2026-11-20"     | /NgayTiepNhan  | INVALID_DATE
            "NgayTiepNhan":"20261120083000"  | "NgayTiepNhan":"99991231235959" | /NgayTiepNhan  | DATE_OUT_OF_RANGE
            "NgayTiepNhan":"20261120083000"  | "NgayTiepNhan":"19000101000000" | /NgayTiepNhan  | DATE_OUT_OF_RANGE
            "NgayTiepNhan":"20261120083000"  | "NgayTiepNhan":"20261222083000" | /NgayTiepNhan  | DATE_OUT_OF_RANGE
            "NgayHenTra":"20261120170000"    | "NgayHenTra":"99991231235959"   | /NgayHenTra    | DATE_OUT_OF_RANGE
            "SoDinhDanh":"000000000000"      | "SoDinhDanh":"00000000000"      | /DinhDanhCHS/0/SoDinhDanh | INVALID_IDENTIFIER
            "SoDinhDanh":"000000000000"      | "SoDinhDanh":"00000000000x"     | /DinhDanhCHS/0/SoDinhDanh | INVALID_IDENTIFIER
            "https://motcua                  | "ftp://motcua                   | /TaiLieuNop/0/DuongDanTaiTepTin | INVALID_LINK
            "IsDeleted":false                | "IsDeleted":"không"             | /TaiLieuNop/0/IsDeleted | UNKNOWN_VALUE
            "Gia":"8000"                     | "Gia":"8.000"                   | /DanhSachLePhi/0/Gia | UNKNOWN_VALUE
            "Gia":"8000"                     | "Gia":1e9999                    | /DanhSachLePhi/0/Gia | NUMBER_TOO_LARGE
            "DanhSachTepDinhKemKhac":[]      | "DanhSachTepDinhKemKhac":{}     | /DanhSachTepDinhKemKhac | WRONG_TYPE
            "DanhSachTepDinhKemKhac":[]      | "DanhSachTepDinhKemKhac":[1]    | /DanhSachTepDinhKemKhac/0 | WRONG_TYPE
            "DanhSachHoSoBoSung":[]          | "DanhSachHoSoBoSung":[{}]       | /DanhSachHoSoBoSung/0/NgayBoSung | MISSING
            "HinhThuc":"0"                   | "HinhThuc":"0","HinhThuc":"1"   | /HinhThuc      | DUPLICATE_PROPERTY
            "HinhThuc":"0"                   | "Khac":1,"Khac":2               | /Khac          | DUPLICATE_PROPERTY
            "HinhThuc":"0"                   | "__proto__":{}                  | /__proto__     | FORBIDDEN_PROPERTY
            "HinhThuc":"0"                   | "@type":"x"                     | /@type         | FORBIDDEN_PROPERTY
            "HinhThuc":"0"                   | "Moi":{"class":"x"}             | /Moi           | FORBIDDEN_PROPERTY
            "HinhThuc":"0"                   | "Moi":[12345678901234567890123456789012345678901] | /Moi | NUMBER_TOO_LARGE
            "DonViXuLy":"UBND                | "DonViXuLy":"\\u0000            | /DonViXuLy     | INVALID_TEXT
            "DonViXuLy":"UBND                | "DonViXuLy":"\\ud800            | /DonViXuLy     | INVALID_TEXT
            "HinhThuc":"0"                   | "Moi":[[[[[[[[[1]]]]]]]]]       | ''             | TOO_DEEP
            """)
    void namesWhatIsWrongAndWhere(String part, String instead, String pointer, Reason reason) {
        assertThat(SampleRecords.dossier()).contains(part.strip());
        Reading reading = read(SampleRecords.dossier()
                .replaceFirst(
                        java.util.regex.Pattern.quote(part.strip()),
                        java.util.regex.Matcher.quoteReplacement(instead.strip().replace("\\\\", "\\"))));
        assertThat(reading.defects()).contains(new Defect(pointer, reason));
        assertThat(reading.state()).isNull();
    }

    @Test
    void tellsSeveralDefectsOfOneRecordButNotAll() {
        Reading reading = read("{\"MaHoSo\":\"H56-261120-0001\",\"TrangThaiHoSo\":\"x\",\"NgayTra\":\"1\"}");
        assertThat(reading.code()).isEqualTo("H56-261120-0001");
        assertThat(reading.defects())
                .containsExactly(
                        new Defect("/TrangThaiHoSo", Reason.UNKNOWN_VALUE),
                        new Defect("/NgayTra", Reason.INVALID_DATE),
                        new Defect("/MaTTHC", Reason.MISSING),
                        new Defect("/ChuHoSo", Reason.MISSING),
                        new Defect("/LoaiDoiTuong", Reason.MISSING));
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 20; i++) {
            many.append("\"@").append(i).append("\":1,");
        }
        assertThat(read(many.append("\"a\":1}").toString()).defects()).hasSize(RecordReader.MOST_DEFECTS);
    }

    @Test
    void keepsTextThatLooksLikeAFormulaOrAByteOrderMark() {
        assertThat(read(SampleRecords.dossier().replace("UBND phường Mẫu", "=cmd|' /C calc'!A0\uFEFF"))
                        .defects())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "\"x\"", "[]", "null", "true"})
    void refusesWhatIsNoObject(String json) {
        assertThat(read(json).defects()).containsExactly(new Defect("", Reason.NOT_AN_OBJECT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":\"\u0001\"}",
                "{} {}",
                "{a:1}",
                "nul",
                "{\"a\":\"\\x\"}",
                "{'a':1}"
            })
    void tellsWhatIsNoJson(String json) {
        assertThatThrownBy(() -> read(json, SourceMapping.NONE)).isInstanceOf(MalformedRecord.class);
    }

    @Test
    void countsTheOffsetFromTheRecordsFirstByte() {
        byte[] bytes = "xxxx{\"a\":?}".getBytes(UTF_8);
        RecordReader reader = new RecordReader(RecordKind.DOSSIER, SourceMapping.NONE, NOON);
        assertThatThrownBy(() -> reader.read(bytes, 4, bytes.length - 4, false))
                .isInstanceOfSatisfying(MalformedRecord.class, malformed -> assertThat(malformed.offset())
                        .isBetween(4L, 6L));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2026-11-20T08:00:00",
        "2, 2026-11-20T08:30:00",
        "3, 2026-11-20T12:00:00",
        "4, 2026-11-20T11:00:00",
        "5, 2026-11-20T10:00:00",
        "6, 2026-11-20T16:00:00",
        "8, 2026-11-20T15:00:00",
        "9, 2026-11-20T15:00:00",
        "10, 2026-11-20T16:00:00"
    })
    void takesTheDateThatBelongsToTheState(String state, String expected) {
        Reading reading = read(SampleRecords.dossier()
                .replace(
                        "\"TrangThaiHoSo\":\"2\"",
                        "\"TrangThaiHoSo\":\"" + state + "\",\"NgayTra\":\"20261120160000\","
                                + "\"NgayKetThucXuLy\":\"20261120150000\",\"NgayTuChoi\":\"20261120120000\"")
                .replace(
                        "\"DanhSachHoSoBoSung\":[]",
                        "\"DanhSachHoSoBoSung\":[{\"NgayBoSung\":\"20261120090000\","
                                + "\"NgayTiepNhanBoSung\":\"20261120110000\"},{\"NgayBoSung\":\"20261120100000\"}]"));
        assertThat(reading.at()).isEqualTo(seconds(expected));
        assertThat(reading.traits()).isEqualTo(DossierEvent.OPEN_SUPPLEMENT | DossierEvent.REFUSED_WITHOUT_RESULT);
    }

    @Test
    void needsSomeDate() {
        assertThat(read(SampleRecords.dossier()
                                .replace("\"NgayNopHoSo\":\"20261120080000\",\"NgayTiepNhan\":\"20261120083000\",", ""))
                        .defects())
                .containsExactly(new Defect("/NgayTiepNhan", Reason.MISSING));
    }

    @Test
    void readsTheWordsOfTheSource() {
        SourceMapping mapping = new SourceMapping(Map.of("15", DossierState.PROCESSING), Map.of("0", "1"));
        String record = SampleRecords.dossier()
                .replace("\"TrangThaiHoSo\":\"2\"", "\"TrangThaiHoSo\":15")
                .replace("\"LoaiDoiTuong\":\"1\"", "\"LoaiDoiTuong\":\"0\"");
        try {
            assertThat(read(record, mapping).state()).isEqualTo(DossierState.PROCESSING);
            assertThat(read(SampleRecords.dossier(), mapping).defects())
                    .isEqualTo(List.of(
                            new Defect("/LoaiDoiTuong", Reason.UNKNOWN_VALUE),
                            new Defect("/TrangThaiHoSo", Reason.UNKNOWN_VALUE)));
        } catch (MalformedRecord e) {
            throw new AssertionError(e);
        }
    }

    private static Reading progress(String... members) {
        String json = "{\"MaHoSo\":\"000.00.12.H56-20261120-0000001\"," + String.join(",", members) + "}";
        try {
            return new RecordReader(RecordKind.PROGRESS, SourceMapping.NONE, NOON)
                    .read(json.getBytes(UTF_8), 0, json.getBytes(UTF_8).length, false);
        } catch (MalformedRecord e) {
            throw new AssertionError(e);
        }
    }

    private static Reading read(String json) {
        try {
            return read(json, SourceMapping.NONE);
        } catch (MalformedRecord e) {
            throw new AssertionError(e);
        }
    }

    private static Reading read(String json, SourceMapping mapping) throws MalformedRecord {
        byte[] bytes = json.getBytes(UTF_8);
        return new RecordReader(RecordKind.DOSSIER, mapping, NOON).read(bytes, 0, bytes.length, json.contains("\\"));
    }

    private static long seconds(String vietnam) {
        return LocalDateTime.parse(vietnam).toEpochSecond(ZoneOffset.ofHours(7));
    }
}
