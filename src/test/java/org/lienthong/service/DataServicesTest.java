package org.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.agency.TestAgencies;
import org.lienthong.agreement.TestAgreements;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.access.DataAccess;
import org.lienthong.audit.access.PersonId;
import org.lienthong.config.InForce;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.security.Caller;
import org.springframework.util.unit.DataSize;

/** What stands around every route: who gets in, what gets out, what is on record. */
class DataServicesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final String REQUEST = "{\"so\":\"000085000000\"}";
    private static final String ANSWER =
            "{\"ten\":\"Nguyễn Văn Mẫu\",\"tuoi\":41,\"noi\":[{\"tinh\":\"01\",\"xa\":\"99011\",\"moi\":\"x\"}],\"moi\":1}";
    private static final String AGREEMENT = """
              - id: %s
                provider: G01
                service: person
                consumer: %s
                legalBasis: Luật Mẫu Điều 1
                purposes: [%s]
                fields: [ten, noi.tinh]
                from: 2026-01-01
                %s
                quota: {perSecond: 10, perDay: 100}
                contact: mau@g01.example
            """;

    @TempDir
    static Path config;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ServiceRoutes routes = new ServiceRoutes();
    private final List<DataAccess> log = new ArrayList<>();
    private final List<ServiceCall> calls = new ArrayList<>();
    private String answer = ANSWER;
    private AuditEvent unrecordable;
    private QuotaRefusals refusals;
    private DataServices services;

    @BeforeEach
    void open() throws Exception {
        write("purposes.yaml", """
                purposes:
                  - {code: handle, vi: Giải quyết, en: Handle}
                  - {code: inspect, vi: Thanh tra, en: Inspect}
                  - {code: old, vi: Cũ, en: Old}
                  - {code: paused, vi: Dừng, en: Paused}
                """);
        write("schemas/in.json", """
                {"type": "object", "required": ["so"], "additionalProperties": false, "properties": {
                  "so": {"type": "string", "pattern": "^[0-9]{12}$"}, "nam": {"type": "integer"},
                  "ten": {"type": "string"}, "ngay": {"type": "string", "format": "date"}}}
                """);
        write("schemas/out.json", """
                {"type": "object", "required": ["ten"], "properties": {"ten": {"type": "string"}}}
                """);
        write("services/G01/person.yaml", """
                title: {vi: Người, en: Person}
                purposes: [handle, inspect, old, paused]
                input: in.json
                output: out.json
                subject: /so
                echo:
                  - {request: /nam, answer: [tuoi]}
                maxRequest: 200KB
                fields:
                  - {path: ten, vi: Tên, en: Name}
                  - {path: tuoi, type: integer, vi: Tuổi, en: Age}
                  - {path: noi.tinh, vi: Tỉnh, en: Province}
                  - {path: noi.xa, vi: Xã, en: Commune}
                """);
        write(
                "agreements/a.yaml",
                "agreements:\n" + AGREEMENT.formatted("A", "H41", "handle", "officers: [\"H41/*\"]")
                        + AGREEMENT.formatted("B", "H26", "old", "to: 2026-11-22")
                        + AGREEMENT.formatted(
                                "C",
                                "G15",
                                "paused",
                                "suspensions: [{from: 2026-11-20, kind: violation, notified: 2026-11-20, vi: a, en: b}]"));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        AccessRecords records = new AccessRecords(this::record, clock);
        refusals = new QuotaRefusals(records, Duration.ofMinutes(1), System::nanoTime);
        services = new DataServices(
                TestAgreements.of(config, TestAgencies.shipped(), clock),
                TestAgreements.quotas(),
                TestAgreements.enumeration(),
                new ServiceSettings(DataSize.ofKilobytes(8), 16, 200, DataSize.ofBytes(0), Duration.ofMinutes(1)),
                routes,
                records,
                refusals,
                new AnswerCache(DataSize.ofBytes(0), clock, () -> 0),
                UUID::randomUUID,
                clock,
                System::nanoTime,
                meters,
                (provider, service) -> java.util.Optional.ofNullable(maintenance),
                new InForce());
        routes.open("G01", "person", call -> {
            assertThat(log).last().extracting(DataAccess::event).isEqualTo(AuditEvent.DATA_REQUESTED);
            calls.add(call);
            return new ServiceRoute.Result(answer, "records");
        });
    }

    private @org.jspecify.annotations.Nullable Instant maintenance;

    private static void write(String name, String text) throws Exception {
        Path file = config.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private long record(DataAccess access) {
        if (access.event() == unrecordable) {
            throw StandardDetail.of(ProblemType.DEPENDENCY_UNAVAILABLE);
        }
        log.add(access);
        return log.size();
    }

    private String answer(String consumer, String purpose, String caseId, String officer, String request) {
        ServiceAnswer released =
                services.answer(request(consumer, purpose, caseId, officer, request.getBytes(StandardCharsets.UTF_8)));
        return new String(released.json(), StandardCharsets.UTF_8);
    }

    private static ServiceRequest request(String consumer, String purpose, String caseId, String officer, byte[] body) {
        return new ServiceRequest(
                Caller.ofAgency(consumer + "-key", consumer),
                "rest",
                "G01",
                "person",
                purpose,
                caseId,
                null,
                officer,
                null,
                schemas -> body,
                "trace");
    }

    private String answer(String request) {
        return answer("H41", "handle", "case-1", "H41/cb-1", request);
    }

    private void assertRefused(ProblemType type, String request) {
        assertThatThrownBy(() -> answer(request)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type()).isEqualTo(type);
            assertThat(problem.recorded()).isTrue();
            assertThat(problem.detail() + problem.errors()).doesNotContain("000085000000", "Mẫu", "secret");
        });
    }

    @Test
    void keepsBackAnAnswerAboutSomebodyElse() {
        String other = "{\"so\":\"000085000000\",\"nam\":42}";
        assertRefused(ProblemType.PROVIDER_INVALID_RESPONSE, other);
        assertThat(calls).hasSize(1);
        assertThat(log)
                .extracting(DataAccess::event)
                .containsExactly(AuditEvent.DATA_REQUESTED, AuditEvent.DATA_FAILED);
        assertThat(answer(other.replace("42", "41"))).contains("Mẫu");
    }

    @Test
    void letsTheAgreedFieldsOutOnRecord() {
        assertThat(answer(REQUEST)).isEqualTo("{\"ten\":\"Nguyễn Văn Mẫu\",\"noi\":[{\"tinh\":\"01\"}]}");
        assertThat(calls).hasSize(1);
        assertThat(log).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.requester()).isEqualTo(new DataAccess.Requester("H41", "H41-key", "rest"));
            assertThat(entry.asked().provider()).isEqualTo("G01");
            assertThat(entry.asked().service()).isEqualTo("person");
            assertThat(entry.asked().fields()).containsExactly("ten", "noi.tinh");
            assertThat(entry.ground()).isEqualTo(new DataAccess.Ground("handle", null, "A", "Luật Mẫu Điều 1"));
            assertThat(entry.personal().subjects()).containsExactly(PersonId.pin("000085000000"));
            assertThat(entry.personal().officer()).isEqualTo("H41/cb-1");
            assertThat(entry.personal().caseId()).isEqualTo("case-1");
            assertThat(entry.personal().requestSha256()).hasSize(64);
            assertThat(entry.exchangeId()).isEqualTo(calls.get(0).exchangeId());
        });
        assertThat(log.get(1).event()).isEqualTo(AuditEvent.DATA_RELEASED);
        assertThat(meters.counter("hub.service.members.withheld", "service", "G01/person")
                        .count())
                .isEqualTo(4); // tuoi, moi, noi.xa, noi.moi
        assertThat(log.get(1).asked().providerSystem()).isEqualTo("records");
        assertThat(log.get(1).personal().responseSha256()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource({
        "H41, ,        case-1, H41/cb-1, purpose-missing",
        "H41, nonsense,case-1, H41/cb-1, purpose-not-permitted",
        "H41, inspect, case-1, H41/cb-1, purpose-not-permitted",
        "H26, old,     case-1, H26/cb-1, expired",
        "G15, paused,  case-1, G15/cb-1, suspended",
        "H41, handle,  ,       H41/cb-1, case-missing",
        "H41, handle,  case-1, ,         officer-missing",
        "H41, handle,  case-1, G22/cb-1, officer-of-other-agency",
        "H41, handle,  case-1, cb-1,     officer-not-permitted"
    })
    void deniesOnRecordAndAsksNobody(String consumer, String purpose, String caseId, String officer, String reason) {
        assertThatThrownBy(() -> answer(consumer, purpose, caseId, officer, REQUEST))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type().status()).isEqualTo(403);
                    assertThat(problem.recorded()).isTrue();
                });
        assertThat(calls).isEmpty();
        assertThat(log).hasSize(1);
        assertThat(log.get(0).event()).isEqualTo(AuditEvent.DATA_DENIED);
        assertThat(log.get(0).result()).isEqualTo(reason);
        boolean known = "A".equals(log.get(0).ground().agreement()) && "handle".equals(purpose)
                || log.get(0).ground().purpose() != null;
        assertThat(log.get(0).personal().purpose()).isEqualTo(known ? null : purpose);
    }

    /** All of NĐ 47/2020 Art 45 is on record; what is a caller's own word is not published. */
    @Test
    void recordsTheProcedureThatTheProviderIsTold() {
        ServiceRequest request =
                request("H41", "handle", "case-1", "H41/cb-1", REQUEST.getBytes(StandardCharsets.UTF_8));
        services.answer(new ServiceRequest(
                request.caller(),
                "rest",
                "G01",
                "person",
                "handle",
                "case-1",
                "1.001193",
                "H41/cb-1",
                null,
                request.body(),
                "trace"));
        assertThat(log).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.ground().procedure()).isNull();
            assertThat(entry.personal().procedure()).isEqualTo("1.001193");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                              | MALFORMED_JSON",
                "{\"so\":                                      | MALFORMED_JSON",
                "{\"so\":\"000085000000\"} x                   | MALFORMED_JSON",
                "{\"so\":\"000085000000\"}{}                   | MALFORMED_JSON",
                "{\"so\":\"000085000000\",}                    | MALFORMED_JSON",
                "[{\"so\":\"000085000000\"}]                   | SCHEMA_VIOLATION",
                "null                                          | SCHEMA_VIOLATION",
                "{}                                            | SCHEMA_VIOLATION",
                "{\"so\":85000000}                             | SCHEMA_VIOLATION",
                "{\"so\":[\"000085000000\"]}                   | SCHEMA_VIOLATION",
                "{\"so\":null}                                 | SCHEMA_VIOLATION",
                "{\"so\":true}                                 | SCHEMA_VIOLATION",
                "{\"so\":\"00008500000\"}                      | INVALID_IDENTIFIER",
                "{\"so\":\"００００８５００００００\"}            | INVALID_IDENTIFIER",
                "{\"so\":\"000085000000 \"}                    | INVALID_IDENTIFIER",
                "{\"so\":\"000085000000\",\"so\":\"1\"}        | DUPLICATE_PROPERTY",
                "{\"so\":\"000085000000\",\"secret\":1}        | UNKNOWN_PROPERTY",
                "{\"so\":\"000085000000\",\"@type\":\"x\"}     | UNKNOWN_PROPERTY",
                "{\"so\":\"000085000000\",\"__proto__\":{}}    | UNKNOWN_PROPERTY",
                "{\"so\":\"000085000000\",\"nam\":1e9999}      | JSON_LIMIT_EXCEEDED",
                "{\"so\":\"000085000000\",\"ngay\":\"1985-02-30\"} | SCHEMA_VIOLATION",
                "{\"so\":\"000085000000\",\"fields\":[]}       | SCHEMA_VIOLATION",
                "{\"so\":\"000085000000\",\"fields\":\"ten\"}  | SCHEMA_VIOLATION",
                "{\"so\":\"000085000000\",\"fields\":[\"*\"]}  | FIELD_NOT_PERMITTED",
                "{\"so\":\"000085000000\",\"fields\":[\"ten\",\"tuoi\"]} | FIELD_NOT_PERMITTED"
            })
    void refusesABadRequestOnRecordAndAsksNobody(String request, ProblemType type) {
        assertRefused(type, request == null ? "" : request);
        assertThat(calls).isEmpty();
        assertThat(log).extracting(DataAccess::event).containsExactly(AuditEvent.DATA_DENIED);
        assertThat(log.get(0).result()).isEqualTo(type.slug());
    }

    @Test
    void refusesWhatIsTooMuch() {
        assertRefused(ProblemType.JSON_LIMIT_EXCEEDED, "[".repeat(100_000));
        assertRefused(ProblemType.JSON_LIMIT_EXCEEDED, "{\"nam\":" + "1".repeat(100_000) + "}");
        assertRefused(ProblemType.JSON_LIMIT_EXCEEDED, "{\"nam\":[" + "1,".repeat(300) + "1]}");
        assertRefused(ProblemType.PAYLOAD_TOO_LARGE, "{\"so\":\"" + "0".repeat(300_000) + "\"}");
        assertRefused(ProblemType.JSON_LIMIT_EXCEEDED, "[".repeat(300_000));
        assertRefused(ProblemType.JSON_LIMIT_EXCEEDED, "{\"nam\":" + "1".repeat(300_000) + "}");
        assertThat(calls).isEmpty();
    }

    @Test
    void asksNobodyDuringMaintenanceAndSaysWhenItEnds() {
        maintenance = NOW.plusSeconds(90);
        assertThatThrownBy(() -> answer(REQUEST)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.PROVIDER_MAINTENANCE);
            assertThat(problem.type().locus()).isEqualTo(org.lienthong.problem.Locus.PROVIDER);
            assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(91));
        });
        assertThat(calls).isEmpty();
        assertThat(log).singleElement().extracting(DataAccess::event).isEqualTo(AuditEvent.DATA_FAILED);
    }

    @Test
    void recordsWhatAQuotaRefusesOnceAndThenItsNumber() {
        for (int i = 0; i < 14; i++) {
            try {
                answer(REQUEST);
            } catch (ProblemException refused) {
                assertThat(refused.type()).isEqualTo(ProblemType.RATE_LIMITED);
                assertThat(refused.headers()).containsKeys("RateLimit", "RateLimit-Policy");
                assertThat(refused.retryAfter()).isNotNull();
            }
        }
        int answered = calls.size();
        assertThat(answered).isBetween(10, 13);
        assertThat(denied()).containsExactly("rate-limited");
        refusals.close();
        assertThat(denied()).hasSize(answered == 13 ? 1 : 2).last().asString().matches("rate-limited(, [123] more)?");
        assertThat(log)
                .filteredOn(entry -> entry.event() == AuditEvent.DATA_DENIED)
                .allSatisfy(entry -> assertThat(entry.ground().agreement()).isEqualTo("A"));
    }

    private List<String> denied() {
        return log.stream()
                .filter(entry -> entry.event() == AuditEvent.DATA_DENIED)
                .map(DataAccess::result)
                .toList();
    }

    @Test
    void letsACallerTakeLessThanAgreed() {
        assertThat(answer("{\"so\":\"000085000000\",\"fields\":[\"noi.tinh\"]}"))
                .isEqualTo("{\"noi\":[{\"tinh\":\"01\"}]}");
        assertThat(log.get(1).asked().fields()).containsExactly("noi.tinh");
        assertThat(calls.get(0).input()).doesNotContain("fields");
    }

    @Test
    void composesAccentsThatWereWrittenApart() {
        String apart = Normalizer.normalize("{\"so\":\"000085000000\",\"ten\":\"Nguyễn\"}", Normalizer.Form.NFD);
        answer(apart);
        assertThat(calls.get(0).input()).contains("\"Nguyễn\"");
    }

    @Test
    void readsUtf8Alone() {
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThatThrownBy(() ->
                            services.answer(request("H41", "handle", "case-1", "H41/cb-1", REQUEST.getBytes(charset))))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                            .isEqualTo(ProblemType.MALFORMED_JSON));
        }
    }

    @Test
    void refusesATextForItsCharactersOnlyWhereItLeaves() {
        answer = "{\"ten\":\"Mẫu\\t\",\"moi\":\"\\u0000\"}";

        assertThat(answer(REQUEST)).isEqualTo("{\"ten\":\"Mẫu\\t\"}");
    }

    @Test
    void asksNobodyWhatItCannotRecord() {
        unrecordable = AuditEvent.DATA_REQUESTED;
        assertThatThrownBy(() -> answer(REQUEST))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.DEPENDENCY_UNAVAILABLE));
        assertThat(calls).isEmpty();
    }

    @Test
    void letsNothingOutThatItCannotRecord() {
        unrecordable = AuditEvent.DATA_RELEASED;
        assertThatThrownBy(() -> answer(REQUEST))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.DEPENDENCY_UNAVAILABLE));
        assertThat(calls).hasSize(1);
        assertThat(log)
                .extracting(DataAccess::event)
                .containsExactly(AuditEvent.DATA_REQUESTED, AuditEvent.DATA_FAILED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"secret\":1}",
                "{\"ten\":7}",
                "<html/>",
                "''",
                "[1]",
                "{\"ten\":null}",
                "{\"ten\":\"a\\u0000b\"}",
                "{\"ten\":\"\\ud800\"}",
                "{\"ten\":\"\\uffff\"}",
                "{\"ten\":\"a\",\"ten\":\"b\"}"
            })
    void takesNoAnswerThatIsNotAsPromised(String bad) {
        answer = bad;
        assertRefused(ProblemType.PROVIDER_INVALID_RESPONSE, REQUEST);
        assertThat(log)
                .extracting(DataAccess::event)
                .containsExactly(AuditEvent.DATA_REQUESTED, AuditEvent.DATA_FAILED);
        assertThat(log.get(1).result()).isEqualTo("provider-invalid-response");
        assertThat(log.get(1).personal().responseSha256()).isNull();
    }
}
