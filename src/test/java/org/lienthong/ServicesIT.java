package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped data services over REST, down to the simulated registers behind them. */
@ExtendWith(SharedHub.class)
class ServicesIT {

    private static final Path EXAMPLES = Path.of("examples/services");

    private final RunningHub hub;

    ServicesIT(RunningHub hub) {
        this.hub = hub;
    }

    /** With an agreement that leaves no field out. */
    @ParameterizedTest
    @CsvSource({
        "G10/land-parcel, '', land-registration",
        "G10/land-parcel, before-merger., land-registration",
        "G15/birth-extract, '', birth-registration",
        "G15/marriage-extract, '', marriage-registration",
        "G15/death-extract, '', death-registration",
        "G12/business-detail, '', business-registration",
        "G12/business-detail, none., business-registration",
        "G12/insurance-card, '', health-insurance"
    })
    void answersAsTheExample(String service, String example, String purpose) throws IOException {
        HttpResponse<String> response = ask("H41", service, example, purpose);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(HubCaller.json(response)).isEqualTo(example(service, example + "answer.json"));
        assertThat(response.headers().firstValue("Exchange-Id")).isPresent();
    }

    @Test
    void onlyAgreedFieldsLeave() throws IOException {
        JsonNode participation = HubCaller.json(ask("H41", "G12/insurance-participation", "", "social-insurance"))
                .get("thamGia");
        assertThat(participation.get("quaTrinh").get(0).has("soThang")).isTrue();
        assertThat(participation.get("quaTrinh").get(0).has("mucDong")).isFalse();

        JsonNode birth = HubCaller.json(ask("G12", "G15/birth-extract", "", "health-insurance"));
        assertThat(birth.get("trichLuc").propertyNames())
                .containsExactlyInAnyOrder("soDinhDanh", "hoTen", "gioiTinh", "ngaySinh");

        JsonNode paper = HubCaller.json(ask("H41", "G10/land-certificate", "", "land-registration"));
        assertThat(paper.get("giayChungNhan").has("soPhatHanh")).isTrue();
        assertThat(paper.get("giayChungNhan").has("tenNguoiKy")).isFalse();
    }

    @Test
    void nobodyAsksWithoutAnAgreement() throws IOException {
        assertThat(ask("H26", "G15/birth-extract", "", "birth-registration").statusCode())
                .isEqualTo(403);
        assertThat(ask("H41", "G15/birth-extract", "", "health-insurance").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aCommuneOfAnotherTimeIsNamedWithItsDay() {
        HttpResponse<String> response = ask(
                "H41",
                "G10/land-parcel",
                "land-registration",
                "{\"maXa\":\"99001\",\"soHieuToBanDo\":\"12\",\"soThuTuThua\":\"34\",\"ngay\":\"2025-07-01\"}"
                        .getBytes());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(response.body()).contains("unknown-code", "'commune'", "'99001'", "2025-07-01");
    }

    private HttpResponse<String> ask(String agency, String service, String example, String purpose) throws IOException {
        return ask(
                agency,
                service,
                purpose,
                Files.readAllBytes(EXAMPLES.resolve(service).resolve(example + "request.json")));
    }

    private HttpResponse<String> ask(String agency, String service, String purpose, byte[] request) {
        return hub.as(agency)
                .post(
                        "/api/v1/services/" + service,
                        "application/json",
                        request,
                        "Purpose",
                        purpose,
                        "Case-Id",
                        agency + "-260115-0001",
                        "Officer-Id",
                        agency + "/cb-0012");
    }

    private static JsonNode example(String service, String name) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(EXAMPLES.resolve(service).resolve(name)));
    }
}
