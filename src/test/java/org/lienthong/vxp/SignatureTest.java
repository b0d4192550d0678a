package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

/** The hashes were computed with {@code openssl dgst -sha256 -hmac demo-G22}. */
class SignatureTest {

    private static final String JSON = "{\"XroadVnpt-systemid\":\"000.00.00.G22\","
            + "\"XroadVnpt-timestamp\":\"20112026T083000+0250\",\"XroadVnpt-from\":\"G22\","
            + "\"XroadVnpt-docId\":\"7f0c4b1e-5a35-4a08-9f0e-3d8f8c2b1a77\"}";
    private static final String HASH = "ea172850dd7d907fef7ce753935ab63360707f972147d0c6454903b0c2bc9912";
    private static final String NAMES = "XroadVnpt-systemid;XroadVnpt-timestamp;XroadVnpt-from;XroadVnpt-docId";

    private static final Agencies AGENCIES = TestAgencies.shipped();

    private static final MeterRegistry METERS = new SimpleMeterRegistry();

    private static Signature at(String now) {
        VxpProperties properties =
                new VxpProperties(true, Duration.ofMinutes(15), 10, DataSize.ofKilobytes(8), List.of());
        return new Signature(
                new Centres(AGENCIES),
                new Secrets(properties, name -> null),
                properties.timestampWindow(),
                Clock.fixed(Instant.parse(now), ZoneOffset.UTC),
                new SignatureFailures(METERS));
    }

    private static final Signature SIGNATURE = at("2026-11-20T01:35:00Z");

    private static MockHttpServletRequest request(String json, String names, String hash) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/vxp/getEdoc");
        request.addHeader(Signature.JSON_HEADER, json);
        request.addHeader(Signature.NAMES_HEADER, names);
        request.addHeader(Signature.HASH_HEADER, hash);
        return request;
    }

    private static MockHttpServletRequest good() {
        return request(JSON, NAMES, HASH);
    }

    private static void assertRefused(MockHttpServletRequest request) {
        assertThatThrownBy(() -> SIGNATURE.verify(request))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.INVALID_TOKEN));
    }

    @Test
    void countsWhatWasWrongByTheAgencyThatWasNamed() {
        assertThatThrownBy(() -> SIGNATURE.verify(request(JSON, NAMES, HASH.replace('e', 'f'))))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> SIGNATURE.verify(request(JSON.replace("G22", "nobody"), NAMES, HASH)))
                .isInstanceOf(ProblemException.class);
        assertThat(METERS.get("hub.signature.failures")
                        .tags("agency", "G22", "reason", "axis-signature")
                        .counter()
                        .count())
                .isPositive();
        assertThat(METERS.get("hub.signature.failures").meters())
                .extracting(meter -> meter.getId().getTag("agency"))
                .containsOnly("G22", "");
    }

    @Test
    void provesTheSystemAndReadsWhatItSigned() {
        Signature.Proven proven = SIGNATURE.verify(good());
        assertThat(proven.caller().agency()).isEqualTo("G22");
        assertThat(proven.caller().id()).isEqualTo("000.00.00.G22");
        assertThat(proven.parameters().get("FROM")).hasValue("G22");
        assertThat(proven.parameters().require("docId")).isEqualTo("7f0c4b1e-5a35-4a08-9f0e-3d8f8c2b1a77");
        assertThat(proven.parameters().signed()).isTrue();
    }

    @Test
    void provesRawUtf8AsItCameOverTheWire() {
        String json = "{\"XroadVnpt-systemid\":\"G22\",\"XroadVnpt-timestamp\":\"20112026T083000+0250\","
                + "\"XroadVnpt-AgencyCode\":\"Bộ Tư pháp\"}";
        Signature.Proven proven = SIGNATURE.verify(request(
                new String(json.getBytes(UTF_8), ISO_8859_1),
                "systemid;timestamp;AgencyCode;",
                "91979f71145e8529fbb7dd87bcf992682adc8aafb6f0164344df9bebd30d8c69"));
        assertThat(proven.parameters().require("AgencyCode")).isEqualTo("Bộ Tư pháp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ea17",
                "EA172850DD7D907FEF7CE753935AB63360707F972147D0C6454903B0C2BC9912",
                "fa172850dd7d907fef7ce753935ab63360707f972147d0c6454903b0c2bc9912"
            })
    void refusesAWrongHash(String hash) {
        assertRefused(request(JSON, NAMES, hash));
    }

    @Test
    void refusesOneChangedByte() {
        assertRefused(request(JSON.replace("\"G22\"", "\"G21\""), NAMES, HASH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "systemid;timestamp;from", "systemid;timestamp;from;docId;to"})
    void refusesAListOfOtherNames(String names) {
        assertRefused(request(JSON, names, HASH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"XroadVnpt-systemid\":{}}", "{} {}", "not json"})
    void refusesWhatIsNoObjectOfTexts(String json) {
        assertRefused(request(json, NAMES, HASH));
    }

    @Test
    void refusesNamesThatComeTwice() {
        assertRefused(request(JSON.replace("XroadVnpt-docId", "XroadVnpt-FROM"), NAMES, HASH));
    }

    @Test
    void refusesASecondSignature() {
        MockHttpServletRequest request = good();
        request.addHeader(Signature.HASH_HEADER, HASH);
        assertRefused(request);
    }

    @Test
    void refusesOldAndFutureTimestamps() {
        assertThatThrownBy(() -> at("2026-11-20T01:46:00Z").verify(good())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> at("2026-11-20T01:14:00Z").verify(good())).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "docId, 7f0c4b1e-5a35-4a08-9f0e-3d8f8c2b1a78",
        "XroadVnpt-docId, 7f0c4b1e-5a35-4a08-9f0e-3d8f8c2b1a78",
        "from, H26",
        "systemid, G15",
        "XroadVnpt-timestamp, 20112026T083000+0251",
    })
    void refusesAHeaderThatContradictsWhatWasSigned(String name, String value) {
        MockHttpServletRequest request = good();
        request.addHeader(name, value);
        assertRefused(request);
    }

    @Test
    void refusesAParameterThatWasNotSigned() {
        MockHttpServletRequest request = good();
        request.addHeader("status", "done");
        assertRefused(request);
    }

    @Test
    void takesHeadersThatRepeatWhatWasSigned() {
        MockHttpServletRequest request = good();
        request.addHeader("docId", "7f0c4b1e-5a35-4a08-9f0e-3d8f8c2b1a77");
        request.addHeader("XroadVnpt-from", "G22");
        request.addHeader("Content-Type", "multipart/form-data");
        assertThat(SIGNATURE.verify(request).parameters().get("from")).hasValue("G22");
    }

    @Test
    void unknownSystemsLookLikeWrongSignatures() {
        String wrong = message(request(JSON, NAMES, "0".repeat(64)));
        String unknown = message(request(JSON.replace("000.00.00.G22", "nobody"), NAMES, HASH));
        assertThat(unknown).isEqualTo(wrong);
    }

    private static String message(MockHttpServletRequest request) {
        try {
            SIGNATURE.verify(request);
            throw new AssertionError("not refused");
        } catch (ProblemException e) {
            return e.detail();
        }
    }
}
