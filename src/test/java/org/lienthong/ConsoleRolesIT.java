package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each page, each part that renews itself and each form of the console, for each role and in both languages. */
@ExtendWith(SharedHub.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleRolesIT {

    private static final String ALL = "operator steward auditor";
    private static final String AGREEMENT = "/agreements/G12-business-detail-H41-2026";
    private static final Pattern TITLE = Pattern.compile("<title>([^<]+) · Liên Thông</title>");
    private static final Pattern MENU = Pattern.compile("<a href=\"/console([a-z/-]*)\"[^>]*>\\s*<svg class=\"icon\"");
    private static final Pattern LINK = Pattern.compile("(?:href|hx-get|action)=\"/console([^\"?#]*)");

    /** Steward's own words stand there as they wrote them. */
    private static final Pattern WRITTEN_BY_STEWARDS = Pattern.compile("/routes.*|/agreements/.*|/versions/.*");

    private RunningHub hub;
    private String exchange;

    /** Path and who may see it. */
    private final Map<String, String> pages = new LinkedHashMap<>();

    @BeforeAll
    void send(RunningHub running) {
        hub = running;
        exchange = running.as("G22")
                .submit(Samples.utf8(Samples.document()))
                .get("exchangeId")
                .asString();
        pages.put("", ALL);
        pages.put("/live/overview", ALL);
        pages.put("/exchanges", "operator auditor");
        pages.put("/exchanges/" + exchange, "operator auditor");
        pages.put("/dead-letters", "operator");
        pages.put("/dead-letters/progress", "operator");
        pages.put("/agencies", ALL);
        pages.put("/routes", "operator steward");
        pages.put("/routes/deliver-push", "operator steward");
        pages.put("/versions", ALL);
        pages.put("/versions/1", ALL);
        pages.put("/agreements", ALL);
        pages.put(AGREEMENT, ALL);
        pages.put("/log", ALL);
        pages.put("/live/log", ALL);
        pages.put("/indicators", ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "operator, vi",
        "operator, en",
        "operator-2, vi",
        "steward, vi",
        "steward, en",
        "auditor, vi",
        "auditor, en"
    })
    void eachRoleSeesItsPagesInItsLanguage(String name, String language) {
        String role = name.replace("-2", "");
        ConsoleVisitor visitor = ConsoleVisitor.as(hub, name).in(language);
        ConsoleTexts texts = new ConsoleTexts(language);
        Set<String> titles = new HashSet<>();
        pages.forEach((path, roles) -> {
            HttpResponse<String> page = visitor.get(path);
            boolean allowed = roles.contains(role);
            assertThat(page.statusCode()).as("%s %s", name, path).isEqualTo(allowed ? 200 : 403);
            assertThat(page.headers().firstValue("Cache-Control").orElse(""))
                    .as(path)
                    .contains("no-store");
            if (!page.body().contains("<html")) {
                return;
            }
            assertThat(page.body()).as(path).contains("<html lang=\"" + language + "\"");
            Matcher title = TITLE.matcher(page.body());
            assertThat(title.find()).as("title of " + path).isTrue();
            assertThat(!allowed || titles.add(title.group(1)))
                    .as("title of " + path + " again")
                    .isTrue();
            assertThat(linked(page.body())).as("links on %s", path).allMatch(target -> maySee(role, target));
            if (!WRITTEN_BY_STEWARDS.matcher(path).matches()) {
                assertThat(texts.wrong(page.body()))
                        .as("%s in %s", path, language)
                        .isEmpty();
            }
        });
    }

    /** Where a page leads to, by the longest path that there is a rule for. */
    private static Set<String> linked(String page) {
        Set<String> targets = new HashSet<>();
        Matcher link = LINK.matcher(page);
        while (link.find()) {
            targets.add(link.group(1));
        }
        return targets;
    }

    private boolean maySee(String role, String target) {
        return pages.entrySet().stream()
                .filter(page -> !page.getKey().isEmpty()
                        && (target.equals(page.getKey()) || target.startsWith(page.getKey() + "/")))
                .allMatch(page -> page.getValue().contains(role));
    }

    @Test
    void theMenuLeadsWhereTheRoleMayGo() {
        for (String role : List.of("operator", "steward", "auditor")) {
            Matcher entry = MENU.matcher(ConsoleVisitor.as(hub, role).get("").body());
            int entries = 0;
            while (entry.find()) {
                entries++;
                assertThat(pages.get(entry.group(1))).as(entry.group(1)).contains(role);
            }
            assertThat(entries).isGreaterThanOrEqualTo(7);
        }
    }

    @Test
    void strangersAndAgenciesSeeTheLoginAlone() {
        ConsoleVisitor stranger = ConsoleVisitor.nobody(hub);
        HttpResponse<String> refused = stranger.post("/login", "key", "demo-G22");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(new ConsoleTexts("vi").wrong(refused.body())).isEmpty();
        for (String path : pages.keySet()) {
            HttpResponse<String> page = stranger.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(302);
            assertThat(page.headers().firstValue("Location")).hasValue("/console/login");
            assertThat(page.body()).isEmpty();
            HttpResponse<String> part = stranger.get(path, "HX-Request", "true");
            assertThat(part.statusCode()).as("part %s", path).isEqualTo(401);
            assertThat(part.body()).isEmpty();
            assertThat(stranger.get(path, "Authorization", "Bearer demo-operator")
                            .statusCode())
                    .isEqualTo(302);
        }
    }

    /** Nobody but those named may, and nobody without the token of a form. */
    @ParameterizedTest
    @CsvSource({
        "/dead-letters/act,                             operator",
        "/dead-letters/pause,                           operator",
        "/dead-letters/maintenance,                     operator",
        "/dead-letters/maintenance/%s/cancel,           operator",
        "/dead-letters/proposals/%s,                    operator",
        "/dead-letters/replays/%s/stop,                 operator",
        "/exchanges/%s,                                 operator auditor",
        "/versions/1/approve,                           steward",
        "/versions/1/rollback,                          steward",
        "/log/verify,                                   operator steward auditor",
        "/log/stop,                                     operator steward auditor",
    })
    void formsAreForTheirRolesAndWithTheirToken(String path, String roles) {
        String place = path.formatted(exchange);
        for (String role : List.of("operator", "steward", "auditor")) {
            ConsoleVisitor visitor = ConsoleVisitor.as(hub, role);
            assertThat(visitor.forged(place, "reason", "x", "action", "confirm").statusCode())
                    .as("%s without the token", role)
                    .isEqualTo(403);
            if (!roles.contains(role)) {
                assertThat(visitor.post(place, "reason", "x", "action", "confirm")
                                .statusCode())
                        .as(role)
                        .isEqualTo(403);
            }
        }
        HttpResponse<String> nobody = ConsoleVisitor.nobody(hub).post(place, "reason", "x");
        assertThat(nobody.statusCode()).isEqualTo(302);
        assertThat(nobody.headers().firstValue("Location")).hasValue("/console/login");
    }

    /** What the role may not read is on no page that it may, however it asks. */
    @Test
    void whatADocumentSaysIsShownForAReasonAloneAndOnce() {
        String subject = "V/v rà soát dữ liệu dùng chung";
        ConsoleVisitor auditor = ConsoleVisitor.as(hub, "auditor").in("vi");
        String story = "/exchanges/" + exchange;
        assertThat(auditor.get(story).body()).contains("***").doesNotContain(subject);
        assertThat(auditor.get(story + "?reason=x").body()).doesNotContain(subject);
        HttpResponse<String> personal = auditor.post(story, "reason", "xem 000300000001");
        assertThat(personal.body()).contains("class=\"wrong\"").doesNotContain(subject);
        assertThat(auditor.post(story, "reason", " ").body()).doesNotContain(subject);

        HttpResponse<String> shown = auditor.post(story, "reason", "thanh tra");
        assertThat(shown.body()).contains(subject);
        assertThat(shown.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(auditor.get(story).body())
                .as("it has to be asked for again")
                .contains("thanh tra", "demo-auditor")
                .doesNotContain(subject);
        assertThat(hub.audit().ofExchange(exchange))
                .anySatisfy(row -> assertThat(List.of(row.text("event"), row.text("actor"), row.text("result")))
                        .containsExactly("exchange-read", "demo-auditor", "thanh tra"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "https://evil.example", "/\\evil.example", "/console/..//evil.example"})
    void noFormLeadsElsewhere(String back) {
        ConsoleVisitor visitor = ConsoleVisitor.as(hub, "operator");
        for (HttpResponse<String> answer : List.of(
                visitor.post("/look", "language", "vi", "back", back),
                visitor.post("/login", "key", "demo-operator", "back", back))) {
            assertThat(answer.headers().firstValue("Location").orElseThrow())
                    .matches("/console(/login)?")
                    .doesNotContain("evil");
        }
    }
}
