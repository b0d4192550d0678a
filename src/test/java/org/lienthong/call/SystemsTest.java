package org.lienthong.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lienthong.testing.Patience.await;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.agency.TestAgencies;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** What providers' systems can do to the hub, and what it makes of that. */
class SystemsTest {

    private static final Agency AGENCY =
            TestAgencies.shipped().current().byId("G01").orElseThrow();
    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final String ENVELOPE =
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>%s</s:Body></s:Envelope>";

    private final TestProvider provider = new TestProvider();
    private final Systems systems = TestSystems.of(TIMEOUT, 4);

    @AfterEach
    void close() throws Exception {
        systems.close();
        provider.close();
    }

    private SystemAnswer call(AgencySystem system) {
        return systems.call(AGENCY, system, post("{}"), deadline());
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(5), System::nanoTime);
    }

    private static SystemCall post(String body) {
        return new SystemCall("POST", "", Map.of(), Map.of(), "application/json", body.getBytes(), Long.MAX_VALUE);
    }

    @Test
    void givesTheAnswerOnAConnectionThatIsKept() {
        provider.behave(TestProvider.json("{\"a\":1}"));
        for (int i = 0; i < 3; i++) {
            assertThat(call(TestSystems.rest(provider.url())).body()).asString().isEqualTo("{\"a\":1}");
        }
        assertThat(provider.requests()).hasSize(3).allSatisfy(request -> {
            assertThat(request.line()).isEqualTo("POST /service HTTP/1.1");
            assertThat(request.headers()).containsEntry("content-type", "application/json");
            assertThat(request.headers()).doesNotContainKeys("accept-encoding", "cookie");
        });
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                Arguments.of("html", TestProvider.status(200, "text/html", "<html/>"), "INVALID_RESPONSE"),
                Arguments.of("no type", TestProvider.status(200, "", "{}"), "INVALID_RESPONSE"),
                Arguments.of(
                        "charset",
                        TestProvider.status(200, "application/json; charset=windows-1258", "{}"),
                        "INVALID_RESPONSE"),
                Arguments.of("more than a double", TestProvider.json("{\"a\":1e400}"), "INVALID_RESPONSE"),
                Arguments.of("less than a double", TestProvider.json("{\"a\":[-1.5e-400]}"), "INVALID_RESPONSE"),
                Arguments.of("no value", TestProvider.json(" "), "INVALID_RESPONSE"),
                Arguments.of("cut", TestProvider.json("{\"a\":"), "INVALID_RESPONSE"),
                Arguments.of("empty", TestProvider.json(""), "INVALID_RESPONSE"),
                Arguments.of("two", TestProvider.json("{}{}"), "INVALID_RESPONSE"),
                Arguments.of("twice", TestProvider.json("{\"a\":1,\"a\":2}"), "INVALID_RESPONSE"),
                Arguments.of("deep", TestProvider.json("[".repeat(1000) + "]".repeat(1000)), "INVALID_RESPONSE"),
                Arguments.of("redirect", TestProvider.redirect("http://169.254.169.254/"), "INVALID_RESPONSE"),
                Arguments.of("50 MB", TestProvider.large(50_000_000, true), "INVALID_RESPONSE"),
                Arguments.of("50 MB in chunks", TestProvider.large(50_000_000, false), "INVALID_RESPONSE"),
                Arguments.of("error", TestProvider.status(503, "text/html", "down"), "ERROR"),
                Arguments.of("unauthorised", TestProvider.status(401, "text/html", "who?"), "FAULT"),
                Arguments.of("reset", TestProvider.reset(), "UNREACHABLE"),
                Arguments.of("hang", TestProvider.hang(), "TIMEOUT"),
                Arguments.of("drip", TestProvider.drip(), "TIMEOUT"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void takesNoBadAnswerAndNotLongerThanItMay(String name, TestProvider.Behaviour behaviour, String type) {
        provider.behave(behaviour);
        long start = System.nanoTime();
        assertProblem("PROVIDER_" + type, () -> call(TestSystems.rest(provider.url())));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plusMillis(600));
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void readsNoMoreThanTheServiceAllows() {
        SystemCall call = new SystemCall("POST", "", Map.of(), Map.of(), "application/json", "{}".getBytes(), 10);
        provider.behave(TestProvider.json("{\"a\":1}"));
        systems.call(AGENCY, TestSystems.rest(provider.url()), call, deadline());
        provider.behave(TestProvider.json("{\"a\":12345}"));
        assertProblem(
                "PROVIDER_INVALID_RESPONSE",
                () -> systems.call(AGENCY, TestSystems.rest(provider.url()), call, deadline()));
    }

    @Test
    void tellsAFaultFromARefusalAndBothFromAnAnswer() {
        provider.behave(TestProvider.status(500, "text/xml", ENVELOPE.formatted(fault("004"))));
        assertProblem("PROVIDER_FAULT", () -> call(TestSystems.soap(provider.url(), Set.of("005"))));
        assertProblem("PROVIDER_REFUSED", () -> call(TestSystems.soap(provider.url(), Set.of("004"))));
        provider.behave(TestProvider.xml(ENVELOPE.formatted("<a/>")));
        assertThat(call(TestSystems.soap(provider.url(), Set.of())).status()).isEqualTo(200);
        provider.behave(TestProvider.xml("<a/>"));
        assertProblem("PROVIDER_INVALID_RESPONSE", () -> call(TestSystems.soap(provider.url(), Set.of())));
        provider.behave(TestProvider.xml(
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + ENVELOPE.formatted("<a>&e;</a>")));
        assertProblem("PROVIDER_INVALID_RESPONSE", () -> call(TestSystems.soap(provider.url(), Set.of())));
    }

    /** Its bytes are read as UTF-8 from here on: names in another encoding would silently become others. */
    @Test
    void takesNoXmlInAnotherEncoding() {
        for (String encoding : List.of("ISO-8859-1", "UTF-16", "windows-1258")) {
            provider.behave(TestProvider.xml(
                    "<?xml version='1.0' encoding='" + encoding + "'?>" + ENVELOPE.formatted("<a>Nguyễn</a>")));
            assertProblem("PROVIDER_INVALID_RESPONSE", () -> call(TestSystems.soap(provider.url(), Set.of())));
        }
        provider.behave(
                TestProvider.xml("<?xml version='1.0' encoding='utf-8'?>" + ENVELOPE.formatted("<a>Nguyễn</a>")));
        assertThat(call(TestSystems.soap(provider.url(), Set.of())).body())
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .contains("Nguyễn");
    }

    private static String fault(String code) {
        return "<s:Fault><faultcode>s:" + code + "</faultcode><faultstring>Nguyễn Văn Mẫu</faultstring></s:Fault>";
    }

    @Test
    void repeatsNothingThatTheProviderSaid() {
        provider.behave(TestProvider.status(500, "text/xml", ENVELOPE.formatted(fault("x y"))));
        assertThatThrownBy(() -> call(TestSystems.soap(provider.url(), Set.of())))
                .hasMessageContaining("unknown")
                .hasMessageNotContaining("Mẫu")
                .hasMessageNotContaining("x y");
    }

    @Test
    void asksAgainWhenNoConnectionCameAboutAndOnlyThen() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertProblem(
                "PROVIDER_UNREACHABLE", () -> call(TestSystems.rest(URI.create("http://127.0.0.1:" + port + "/"))));
        provider.behave(TestProvider.reset());
        AgencySystem idempotent = new AgencySystem(
                "twice",
                provider.url(),
                AgencySystem.Kind.REST,
                List.of(),
                new AgencySystem.Calls(null, null, null, true, null, Set.of()));
        assertProblem("PROVIDER_UNREACHABLE", () -> call(idempotent));
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void callsNoAddressOfTheLink() {
        assertProblem(
                "PROVIDER_UNREACHABLE", () -> call(TestSystems.rest(URI.create("http://169.254.169.254/latest"))));
    }

    @Test
    void leavesASystemAloneThatFailsAgainAndAgain() {
        provider.behave(TestProvider.status(500, "application/json", "{}"));
        AgencySystem system = TestSystems.rest(provider.url());
        for (int i = 0; i < 10; i++) {
            assertProblem("PROVIDER_ERROR", () -> call(system));
        }
        assertProblem("PROVIDER_UNAVAILABLE", () -> call(system));
        assertThat(provider.requests()).hasSize(10);
        SystemReport report = systems.reports().get("G01/records");
        assertThat(report.circuit()).isEqualTo("open");
        assertThat(report.failing()).isTrue();
        assertThat(report.lastSuccess()).isNull();
    }

    @Test
    void holdsOnlySoManyThreadsForASystemThatHangs() throws Exception {
        provider.behave(TestProvider.hang());
        AgencySystem system = TestSystems.rest(provider.url());
        Systems patient = TestSystems.of(Duration.ofSeconds(2), 4);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> hung = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                hung.add(callers.submit(() ->
                        assertProblem("PROVIDER_TIMEOUT", () -> patient.call(AGENCY, system, post("{}"), deadline()))));
            }
            await().until(() -> provider.requests().size() == 4);
            long start = System.nanoTime();
            assertProblem("PROVIDER_UNAVAILABLE", () -> patient.call(AGENCY, system, post("{}"), deadline()));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
            for (Future<?> one : hung) {
                one.get();
            }
        } finally {
            patient.close();
            callers.shutdownNow();
        }
    }

    @Test
    void aCallWaitsAMomentForAPlace() throws Exception {
        provider.behave((request, socket) -> {
            Thread.sleep(30);
            TestProvider.json("{}").answer(request, socket);
        });
        AgencySystem system = TestSystems.rest(provider.url());
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<SystemAnswer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(callers.submit(() -> call(system)));
            }
            for (Future<SystemAnswer> one : all) {
                assertThat(one.get().status()).isEqualTo(200);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void provesItselfAsThePopulationDatabaseDemands() throws Exception {
        provider.behave(TestProvider.xml(ENVELOPE.formatted("<a/>")));
        CallSettings.Credential credential = new CallSettings.Credential(
                "population", CallSettings.Credential.Kind.TIMESTAMPED, "bo-mau", null, "demo:population");
        AgencySystem system = new AgencySystem(
                "population", provider.url(), AgencySystem.Kind.SOAP, List.of("population"), AgencySystem.Calls.AS_ALL);
        try (Systems proven = TestSystems.of(Duration.ofSeconds(5), 4, List.of(credential))) {
            proven.call(AGENCY, system, post("<a/>"), deadline());
        }
        Map<String, String> headers = provider.requests().get(0).headers();
        String hashed = provider.url() + "bo-mau" + headers.get("timestamp") + "demo-population";
        String expected = "bo-mau:"
                + java.util.HexFormat.of()
                        .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                .digest(hashed.getBytes()));
        assertThat(headers.get("timestamp")).matches("\\d{13}");
        assertThat(headers.get("authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString(expected.getBytes()));
    }

    @Test
    void encodesAQueryAndTakesNoPathThatLeadsElsewhere() {
        SystemCall get = new SystemCall(
                "GET", "thua-dat", Map.of("to", "1&x=2", "số", "a/b"), Map.of(), "", new byte[0], Long.MAX_VALUE);
        systems.call(AGENCY, TestSystems.rest(provider.url()), get, deadline());
        assertThat(provider.requests().get(0).line())
                .isEqualTo("GET /service/thua-dat?s%E1%BB%91=a%2Fb&to=1%26x%3D2 HTTP/1.1");
        for (String path : List.of("../x", "a/../b", "a//b", "a?b", "a%2e", "/a", "a;b", "..")) {
            assertThatThrownBy(() -> new SystemCall("GET", path, Map.of(), Map.of(), "", new byte[0], 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void honoursADeadlineThatIsNearerThanItsOwnTime() {
        provider.behave(TestProvider.hang());
        long start = System.nanoTime();
        Deadline near = Deadline.in(Duration.ofMillis(100), System::nanoTime);
        assertProblem(
                "PROVIDER_TIMEOUT", () -> systems.call(AGENCY, TestSystems.rest(provider.url()), post("{}"), near));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(350));
        assertProblem(
                "PROVIDER_TIMEOUT", () -> systems.call(AGENCY, TestSystems.rest(provider.url()), post("{}"), near));
        assertThat(provider.requests()).hasSize(1);
    }

    private static void assertProblem(String type, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type()).as(problem.detail()).isEqualTo(ProblemType.valueOf(type));
            assertThat(problem.type().locus()).isEqualTo(Locus.PROVIDER);
        });
    }
}
