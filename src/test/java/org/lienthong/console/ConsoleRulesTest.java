package org.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.testing.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** Who sees which page, how a session begins and ends, and what a browser is told. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "hub.security.demo-keys=true",
            "hub.security.failure-burst=5",
            "hub.security.failures-per-minute=1",
            "hub.console.secure-cookies=false"
        })
@ContextConfiguration(classes = {ConsoleSlice.class, ConsoleRulesTest.Time.class})
@DirtiesContext
class ConsoleRulesTest {

    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {
        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(Instant.parse("2026-11-22T05:00:00Z"));
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private MovableClock clock;

    /** A browser: keeps cookies, follows nothing by itself. */
    private final class Visitor {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        private String token = "";

        HttpResponse<String> get(String path, String... headers) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(path)), headers);
            Matcher found = TOKEN.matcher(answer.body());
            token = found.find() ? found.group(1) : token;
            return answer;
        }

        HttpResponse<String> post(String path, String form, String... headers) {
            return send(
                    HttpRequest.newBuilder(uri(path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(
                                    form + "&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8))),
                    headers);
        }

        Visitor in(String key) {
            get("/console/login");
            HttpResponse<String> answer = post("/console/login", "key=" + key);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            return this;
        }

        List<HttpCookie> cookies() {
            return cookies.getCookieStore().getCookies();
        }

        private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
            if (headers.length > 0) {
                request.headers(headers);
            }
            try {
                return http.send(request.build(), BodyHandlers.ofString());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private URI uri(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // path, operator, steward, auditor
        "/console,               200, 200, 200",
        "/console/live/overview, 200, 200, 200",
        "/console/exchanges,     200, 403, 200",
        "/console/dead-letters,  200, 403, 403",
        "/console/agencies,      200, 200, 200",
        "/console/routes,        200, 200, 403",
        "/console/agreements,    200, 200, 200",
        "/console/versions,      200, 200, 200",
        "/console/log,           200, 200, 200",
        "/console/indicators,    200, 200, 200",
        "/console/else,          404, 404, 404",
    })
    void rolesDecideWhatIsShown(String path, int operator, int steward, int auditor) {
        HttpResponse<String> nobody = new Visitor().get(path);
        assertThat(nobody.statusCode()).isEqualTo(302);
        assertThat(nobody.headers().firstValue("Location")).hasValue("/console/login");
        assertThat(new Visitor().in("demo-operator").get(path).statusCode()).isEqualTo(operator);
        assertThat(new Visitor().in("demo-steward").get(path).statusCode()).isEqualTo(steward);
        assertThat(new Visitor().in("demo-auditor").get(path).statusCode()).isEqualTo(auditor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/versions/1/rollback", "/console/versions/1/approve"})
    void onlyStewardsDecideAboutVersions(String path) {
        assertThat(in("demo-operator").post(path, "reason=x").statusCode()).isEqualTo(403);
        assertThat(in("demo-auditor").post(path, "reason=x").statusCode()).isEqualTo(403);
        Visitor steward = in("demo-steward");
        assertThat(steward.post(path, "reason=x").statusCode()).isEqualTo(302);
        steward.token = "made-up";
        assertThat(steward.post(path, "reason=x").statusCode()).isEqualTo(403);
    }

    /** With the token of a form at hand. */
    private Visitor in(String key) {
        Visitor visitor = new Visitor().in(key);
        visitor.get("/console/versions");
        return visitor;
    }

    @Test
    void theMenuShowsWhatTheRoleMaySee() {
        assertThat(new Visitor().in("demo-operator").get("/console").body()).contains("/console/routes\"");
        assertThat(new Visitor().in("demo-auditor").get("/console").body())
                .contains("/console/log\"")
                .doesNotContain("/console/routes\"");
    }

    @Test
    void agenciesSystemsHaveNoConsole() {
        Visitor agency = new Visitor();
        agency.get("/console/login");
        HttpResponse<String> answer = agency.post("/console/login", "key=demo-G22");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("role=\"alert\"").doesNotContain("demo-G22");
        assertThat(agency.get("/console").statusCode()).isEqualTo(302);
    }

    @Test
    void aBearerKeyOpensNoPageAndASessionNoApi() {
        assertThat(new Visitor()
                        .get("/console", "Authorization", "Bearer demo-operator")
                        .statusCode())
                .isEqualTo(302);
        assertThat(new Visitor()
                        .in("demo-operator")
                        .get("/api/v1/operations/deliveries")
                        .statusCode())
                .isIn(401, 429);
    }

    @Test
    void tooManyWrongKeysAreSlowedDown() {
        Visitor guesser = new Visitor();
        guesser.get("/console/login");
        HttpResponse<String> answer = guesser.post("/console/login", "key=wrong");
        for (int i = 0; i < 6; i++) {
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            answer = guesser.post("/console/login", "key=wrong");
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(guesser.post("/console/login", "key=demo-operator").statusCode())
                .as("a right key works even then")
                .isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/login", "/console/logout", "/console/look", "/console/log/verify"})
    void noFormWithoutItsToken(String path) {
        Visitor operator = new Visitor().in("demo-operator");
        operator.token = "made-up";
        assertThat(operator.post(path, "key=demo-operator").statusCode()).isEqualTo(403);
        assertThat(operator.get("/console").statusCode()).isEqualTo(200);
    }

    @Test
    void pagesAreHardened() {
        HttpResponse<String> page = new Visitor().in("demo-operator").get("/console");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValue(POLICY);
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(page.body()).doesNotContain("<script>", " style=", "onclick", "http://", "https://");
    }

    @Test
    void theSessionsCookieStaysInTheConsole() {
        Visitor visitor = new Visitor();
        visitor.get("/console/login");
        HttpResponse<String> answer = visitor.post("/console/login", "key=demo-operator");
        assertThat(answer.headers().allValues("Set-Cookie")).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("lienthong-session=")
                .contains("Path=/console", "HttpOnly", "SameSite=Strict"));
    }

    @Test
    void strangersOpenNoSession() {
        Visitor stranger = new Visitor();
        stranger.get("/console/login");
        stranger.post("/console/look", "language=en");
        assertThat(stranger.cookies()).extracting(HttpCookie::getName).doesNotContain("lienthong-session");
    }

    @Test
    void eachLoginGetsANewSession() {
        Visitor visitor = new Visitor().in("demo-operator");
        String first = session(visitor);
        visitor.post("/console/login", "key=demo-auditor");
        assertThat(session(visitor)).isNotEqualTo(first);
    }

    private static String session(Visitor visitor) {
        return visitor.cookies().stream()
                .filter(cookie -> cookie.getName().equals("lienthong-session"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anIdleSessionEndsHoweverLongItsPageRenewsItself() {
        Visitor operator = new Visitor().in("demo-operator");
        for (int minute = 0; minute < 14; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(operator.get("/console/live/overview", "HX-Request", "true")
                            .statusCode())
                    .isEqualTo(200);
        }
        clock.advance(Duration.ofSeconds(61));
        HttpResponse<String> late = operator.get("/console/live/overview", "HX-Request", "true");
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late.headers().firstValue("HX-Redirect")).hasValue("/console/login");
    }

    @Test
    void aSessionInUseEndsAfterAShift() {
        Visitor operator = new Visitor().in("demo-operator");
        for (int i = 0; i < 47; i++) {
            clock.advance(Duration.ofMinutes(10));
            assertThat(operator.get("/console").statusCode()).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(11));
        assertThat(operator.get("/console").statusCode()).isEqualTo(302);
    }

    @Test
    void loggingOutEndsTheSession() {
        Visitor operator = new Visitor().in("demo-operator");
        operator.get("/console");
        assertThat(operator.post("/console/logout", "").statusCode()).isEqualTo(302);
        assertThat(operator.get("/console").statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"vi-VN,vi;q=0.9|vi", "en-US,en;q=0.9|en", "fr-FR|vi", "|vi"})
    void vietnameseUnlessTheBrowserIsEnglish(String accepted, String language) {
        String[] headers = accepted == null ? new String[0] : new String[] {"Accept-Language", accepted};
        assertThat(new Visitor().get("/console/login", headers).body()).contains("<html lang=\"" + language + "\"");
    }

    @Test
    void languageAndColoursAreChosenByAForm() {
        Visitor visitor = new Visitor();
        visitor.get("/console/login");
        HttpResponse<String> answer = visitor.post("/console/look", "language=en&theme=dark&back=/console/login");
        assertThat(answer.headers().firstValue("Location")).hasValue("/console/login");
        assertThat(visitor.get("/console/login").body())
                .contains("<html lang=\"en\" data-theme=\"dark\"", "Access key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "https://evil.example", "/console/../x", "/consolex", "/console%0d%0aX:1"})
    void theFormLeadsNowhereElse(String back) {
        Visitor visitor = new Visitor();
        visitor.get("/console/login");
        HttpResponse<String> answer =
                visitor.post("/console/look", "back=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/console");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).doesNotContain("evil", "consolex", "..");
    }

    @Test
    void whatIsNotThereIsToldOnAPageInBothLanguages() {
        Visitor operator = new Visitor().in("demo-operator");
        assertThat(operator.get("/console/nothing", "Accept-Language", "en").body())
                .contains("<h1>Not found</h1>");
        assertThat(operator.get("/console/nothing", "Accept-Language", "vi").body())
                .contains("<h1>Không tìm thấy</h1>");
    }

    @ParameterizedTest
    @CsvSource({
        "/console/log/broken,      vi, Lỗi hệ thống",
        "/console/log/broken,      en, Internal error",
        "/console/log/broken-part, vi, Lỗi hệ thống"
    })
    void aPageWhoseTemplateFailsIsAnErrorPage(String path, String language, String title) {
        Visitor visitor = new Visitor().in("demo-auditor");
        HttpResponse<String> answer = visitor.get(path, "Accept-Language", language);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValue(POLICY);
        assertThat(answer.body())
                .contains("<html lang=\"" + language + '"', title)
                .doesNotContain("begun-and-never-finished", "thereIsNone", "org.thymeleaf", "urn:lienthong");
        assertThat(TRACE.matcher(answer.body()).find()).as(answer.body()).isTrue();
    }
}
