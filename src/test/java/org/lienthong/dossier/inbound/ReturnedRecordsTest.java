package org.lienthong.dossier.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.dossier.DossierAliases;
import org.lienthong.dossier.file.TestLinks;
import org.lienthong.testing.TestDatabase;

class ReturnedRecordsTest {

    private static final String FILE = "http://simulated.example/G22/files/kq.pdf";

    @TempDir
    Path directory;

    private ReturnedRecords records;

    @BeforeEach
    void open() {
        Agencies agencies = TestAgencies.shipped();
        records = new ReturnedRecords(
                new DossierAliases(TestDatabase.empty()),
                TestLinks.of(directory.resolve("keys"), agencies, Clock.systemUTC()),
                () -> agencies.current().byId("G22"));
    }

    private String toPortal(String agency, String record, String portalCode) {
        return new String(records.toPortal(agency, record.getBytes(UTF_8), portalCode), UTF_8);
    }

    @Test
    void bearThePortalsCodeAndKeepTheRest() {
        assertThat(toPortal(
                        "H41",
                        "{\"MaHoSo\" : \"MC-7\", \"MaHoSoKhac\":\"H41-250901-0001\", \"Gia\": 1.50, \"ChuHoSo\":\"Nguyễn\"}",
                        "H41-250901-0001"))
                .isEqualTo("{\"MaHoSo\":\"H41-250901-0001\",\"Gia\":1.50,\"ChuHoSo\":\"Nguyễn\"}");
    }

    @Test
    void stayTheSameBytesWhenNothingChanges() {
        byte[] record = "{ \"MaHoSo\":\"H41-250901-0001\", \"TaiLieuNop\":[] }".getBytes(UTF_8);
        assertThat(records.toPortal("H41", record, null)).isSameAs(record);
        byte[] elsewhere = "{\"TaiLieuNop\":[{\"DuongDanTaiTepTin\":\"https://elsewhere.example/1\"}]}".getBytes(UTF_8);
        assertThat(records.toPortal("H41", elsewhere, null)).isSameAs(elsewhere);
    }

    @Test
    void leadToFilesThroughTheHub() {
        String record = "{\"DanhSachGiayToKetQua\":[{\"DuongDanTepTinKetQua\":\"" + FILE + "\"},{}],"
                + "\"TaiLieuNop\":[{\"DuongDanTaiTepTin\":\"" + FILE + "\"}]}";
        assertThat(toPortal("G22", record, null))
                .doesNotContain("simulated.example")
                .matches(
                        "\\{\"DanhSachGiayToKetQua\":\\[\\{\"DuongDanTepTinKetQua\":\"https://hub.example/api/v1/files/.*");
        ReturnedRecords alone = new ReturnedRecords(
                new DossierAliases(TestDatabase.empty()),
                TestLinks.of(directory.resolve("keys"), TestAgencies.shipped(), Clock.systemUTC()),
                Optional::empty);
        assertThat(alone.toPortal("G22", record.getBytes(UTF_8), null))
                .asString(UTF_8)
                .isEqualTo(record);
    }
}
