package org.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.TestAgencies;
import org.lienthong.agreement.TestAgreements;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.access.DataAccess;
import org.lienthong.config.InForce;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.security.Caller;
import org.springframework.util.unit.DataSize;

/** An answer is given again only while, and to whom, the provider's own would be given; each time on record. */
class CachedAnswersTest {

    private static final String REQUEST = "{\"so\":\"000085000000\"}";
    private static final String AGREEMENT = """
              - id: %s
                provider: G01
                service: person
                consumer: H41
                legalBasis: Luật Mẫu Điều 1
                purposes: [%s]
                fields: [ten]
                from: 2026-01-01
                to: 2026-12-01
                %s
                quota: {perSecond: 100, perDay: 1000}
                contact: mau@g01.example
            """;

    @TempDir
    private Path config;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ServiceRoutes routes = new ServiceRoutes();
    private final List<DataAccess> log = new ArrayList<>();
    private final List<ServiceCall> calls = new ArrayList<>();
    private final AtomicLong epoch = new AtomicLong();
    private Instant now = Instant.parse("2026-11-22T03:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private Runnable meanwhile = () -> {};
    private String answer = "{\"ten\":\"Nguyễn Văn Mẫu\",\"tuoi\":41}";
    private AuditEvent unrecordable;
    private ServiceRoute route;
    private TestAgreements.Ordered ordered;
    private DataServices services;

    @BeforeEach
    void open() throws Exception {
        write("purposes.yaml", """
                purposes:
                  - {code: handle, vi: Giải quyết, en: Handle}
                  - {code: inspect, vi: Thanh tra, en: Inspect}
                """);
        write("schemas/in.json", "{\"type\": \"object\", \"required\": [\"so\"]}");
        write("schemas/out.json", "{\"type\": \"object\"}");
        write("services/G01/person.yaml", """
                title: {vi: Người, en: Person}
                purposes: [handle, inspect]
                input: in.json
                output: out.json
                subject: /so
                match: /ten
                fields:
                  - {path: ten, vi: Tên, en: Name}
                """);
        write(
                "agreements/a.yaml",
                "agreements:\n" + AGREEMENT.formatted("kept", "handle", "caching: 1h")
                        + AGREEMENT.formatted("unkept", "inspect", ""));
        ordered = new TestAgreements.Ordered(config, TestAgencies.shipped(), clock);
        AnswerCache cache = new AnswerCache(DataSize.ofMegabytes(1), clock, epoch::get);
        ordered.agreements().onChange(cache::forget);
        AccessRecords records = new AccessRecords(this::record, clock);
        services = new DataServices(
                ordered.agreements(),
                TestAgreements.quotas(),
                TestAgreements.enumeration(),
                new ServiceSettings(DataSize.ofKilobytes(8), 16, 200, DataSize.ofMegabytes(1), Duration.ofMinutes(1)),
                routes,
                records,
                new QuotaRefusals(records, Duration.ofMinutes(1), System::nanoTime),
                cache,
                UUID::randomUUID,
                clock,
                System::nanoTime,
                meters,
                (provider, service) -> java.util.Optional.empty(),
                new InForce());
        openRoute();
    }

    private void openRoute() {
        route = call -> {
            calls.add(call);
            meanwhile.run();
            return new ServiceRoute.Result(answer, "records");
        };
        routes.open("G01", "person", route);
    }

    private void write(String name, String text) throws Exception {
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

    private ServiceAnswer ask(String purpose, String officer, String request) {
        return services.answer(new ServiceRequest(
                Caller.ofAgency("H41-key", "H41"),
                "rest",
                "G01",
                "person",
                purpose,
                "case-1",
                null,
                officer,
                null,
                schemas -> request.getBytes(StandardCharsets.UTF_8),
                "trace"));
    }

    private ServiceAnswer ask() {
        return ask("handle", "H41/cb-1", REQUEST);
    }

    private void assertAskedAgain() {
        int before = calls.size();
        assertThat(ask().age()).isNull();
        assertThat(calls).hasSize(before + 1);
    }

    @Test
    void givesAnAnswerAgainOnRecordWithItsAge() {
        ServiceAnswer first = ask();
        now = now.plusSeconds(90);
        ServiceAnswer again = ask();
        assertThat(calls).hasSize(1);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.exchangeId()).isNotEqualTo(first.exchangeId());
        assertThat(first.headers()).doesNotContainKey("Age");
        assertThat(again.headers()).containsEntry("Age", "90").containsKey("RateLimit");
        assertThat(log)
                .extracting(DataAccess::event)
                .containsExactly(
                        AuditEvent.DATA_REQUESTED,
                        AuditEvent.DATA_RELEASED,
                        AuditEvent.DATA_REQUESTED,
                        AuditEvent.DATA_RELEASED);
        assertThat(log.get(3).result()).isEqualTo("released-again");
        assertThat(log.get(3).exchangeId()).isEqualTo(again.exchangeId());
        assertThat(log.get(3).personal()).isEqualTo(log.get(1).personal());
        assertThat(log.get(3).asked()).isEqualTo(log.get(1).asked());
    }

    @Test
    void keepsNothingWithoutTheAgreementsWord() {
        ask("inspect", "H41/cb-1", REQUEST);
        ask("inspect", "H41/cb-1", REQUEST);
        assertThat(calls).hasSize(2);
    }

    @Test
    void asksForEachOfficerRequestAndChoiceOfFields() {
        ask();
        ask("handle", "H41/cb-2", REQUEST);
        ask("handle", "H41/cb-1", "{\"so\":\"000085000001\"}");
        assertThat(calls).hasSize(3);
        ask("handle", "H41/cb-1", "{\"so\":\"000085000001\"}");
        assertThat(calls).hasSize(3);
    }

    @Test
    void keepsNoLongerThanAgreed() {
        ask();
        now = now.plus(Duration.ofMinutes(60));
        assertAskedAgain();
    }

    @Test
    void keepsNoAnswerThatFoundNobody() {
        answer = "{}";
        ask();
        assertAskedAgain();
    }

    @Test
    void givesNothingAgainThatItCannotRecord() {
        ask();
        unrecordable = AuditEvent.DATA_RELEASED;
        assertThatThrownBy(this::ask).isInstanceOf(ProblemException.class);
    }

    @Test
    void forgetsWithASuspensionAtAnyHub() {
        ask();
        ordered.order("kept", true);
        assertThatThrownBy(this::ask).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(
                        problem.type().status())
                .isEqualTo(403));
        ordered.order("kept", false);
        assertAskedAgain();
    }

    @Test
    void nothingLeavesWhenASuspensionComesWhileTheProviderWorks() {
        meanwhile = () -> ordered.order("kept", true);
        assertThatThrownBy(this::ask).isInstanceOf(ProblemException.class);
        assertThat(log)
                .extracting(DataAccess::event)
                .containsExactly(AuditEvent.DATA_REQUESTED, AuditEvent.DATA_DENIED);
        meanwhile = () -> {};
        ordered.order("kept", false);
        assertAskedAgain();
    }

    @Test
    void keepsNoAnswerThatWasOnItsWayWhenSomethingChanged() {
        meanwhile = () -> {
            ordered.order("unkept", true);
            ordered.order("unkept", false);
        };
        ask();
        meanwhile = () -> {};
        assertAskedAgain();
    }

    @Test
    void forgetsWithFilesThatAreReadAgain() {
        ask();
        ordered.agreements().reload();
        assertAskedAgain();
    }

    @Test
    void forgetsWithARouteThatIsChanged() {
        ask();
        routes.close("G01", "person", route);
        openRoute();
        assertAskedAgain();
    }

    @Test
    void forgetsWithThePersonThatIsErased() {
        ask();
        epoch.incrementAndGet();
        assertAskedAgain();
    }

    @Test
    void anEndedAgreementGivesNothingAgain() {
        now = Instant.parse("2026-11-30T16:59:30Z"); // half a minute before midnight in Viet Nam
        ask();
        now = now.plusSeconds(60);
        assertThatThrownBy(this::ask).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(
                        problem.type().status())
                .isEqualTo(403));
        assertThat(calls).hasSize(1);
    }
}
