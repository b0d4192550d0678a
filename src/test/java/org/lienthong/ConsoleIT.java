package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.testing.Chromium;

/**
 * The console in a real browser: each page for each role, in both languages and colours, judged by axe-core (WCAG 2.2, A
 * and AA) as the role sees it that sees most, without an error on the browser's console; and what people do most. Each
 * role logs in once. {@code -Dconsole.pictures=docs/console} writes pictures of the main pages.
 */
@ExtendWith(SharedHub.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final String AXE = """
            async () => (await axe.run(document, {resultTypes: ['violations'],
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})).violations
              .map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))""";
    private static final String WIDTH = "document.documentElement.scrollWidth - window.innerWidth";
    private static final String AGREEMENT = "/agreements/G12-business-detail-H41-2026";

    private static final Map<String, List<String>> SHOWN = Map.of(
            "steward",
            List.of(
                    "",
                    "/agencies",
                    "/routes",
                    "/routes/documents",
                    "/versions",
                    "/versions/1",
                    "/agreements",
                    AGREEMENT,
                    "/log",
                    "/indicators"),
            "auditor",
            List.of(
                    "",
                    "/exchanges",
                    "/agencies",
                    "/versions",
                    "/versions/1",
                    "/agreements",
                    AGREEMENT,
                    "/log",
                    "/indicators"));
    private static final Map<String, List<String>> DENIED = Map.of(
            "steward", List.of("/exchanges", "/dead-letters"),
            "auditor", List.of("/dead-letters", "/routes", "/routes/documents"));

    private final Map<String, Page> pages = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private Chromium chromium;
    private RunningHub hub;
    private String exchange;

    @BeforeAll
    void start(RunningHub running) {
        chromium = Chromium.started();
        hub = running;
        exchange = send();
    }

    private String send() {
        return hub.as("G22")
                .submit(Samples.utf8(Samples.document()))
                .get("exchangeId")
                .asString();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void theBrowserHadNothingToComplainAbout() {
        List<String> said = List.copyOf(complaints);
        complaints.clear();
        assertThat(said).isEmpty();
    }

    /** The one page of a role, in the language that is asked for. */
    private Page as(String role, String language) {
        Page page = pages.computeIfAbsent(role, this::login);
        if (!language.equals(page.locator("html").getAttribute("lang"))) {
            choose(page, "language", language);
            page.locator("html[lang=" + language + "]").waitFor();
        }
        return page;
    }

    private static void choose(Page page, String what, String value) {
        page.locator("button[name=" + what + "][value=" + value + "]").click();
    }

    private Page login(String role) {
        Page page = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("vi")
                        .setTimezoneId("UTC")
                        .setColorScheme(ColorScheme.LIGHT)
                        .setViewportSize(1280, 860))
                .newPage();
        listen(page);
        page.navigate(hub.api("/console").toString());
        assertThat(page.url()).endsWith("/console/login");
        page.locator("#key").fill("demo-" + role);
        page.locator("form.login button").click();
        page.waitForURL("**/console");
        return page;
    }

    private void listen(Page page) {
        page.setDefaultTimeout(20_000);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + " " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + " " + error));
    }

    private void open(Page page, String path) {
        page.navigate(hub.api("/console" + path).toString());
        assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
    }

    /** Evaluated from outside, so the page's own policy stays as it is. */
    private void judge(Page page, String what) {
        page.evaluate(Chromium.axe() + "; 0");
        assertThat((List<?>) page.evaluate(AXE)).as(what).isEmpty();
        assertNotTooWide(page, what);
    }

    private static void assertNotTooWide(Page page, String what) {
        assertThat(((Number) page.evaluate(WIDTH)).intValue())
                .as("%s is too wide", what)
                .isNotPositive();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    @ParameterizedTest
    @CsvSource({"vi, light", "en, dark"})
    void everybodyCanUseEachPage(String language, String colours) {
        Page page = as("operator", language);
        choose(page, "theme", colours);
        page.locator("html[data-theme=" + colours + "]").waitFor();
        for (String path : List.of(
                "",
                "/exchanges",
                "/exchanges/" + exchange,
                "/dead-letters",
                "/agencies",
                "/routes",
                "/routes/deliver-push",
                "/versions",
                "/versions/1",
                "/agreements",
                AGREEMENT,
                "/log",
                "/indicators")) {
            open(page, path);
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            judge(page, language + " " + colours + " " + path);
        }
    }

    @ParameterizedTest
    @CsvSource({"steward, en", "auditor, vi"})
    void rolesDecideWhatIsShown(String role, String language) {
        Page page = as(role, language);
        for (String path : SHOWN.get(role)) {
            open(page, path);
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        }
        for (String path : DENIED.get(role)) {
            assertThat(page.request().get(hub.api("/console" + path).toString()).status())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void pagesFitAPhone() {
        Page page = as("auditor", "vi");
        page.setViewportSize(390, 780);
        for (String path : List.of("/agencies", "/agreements", "/versions", "/exchanges/" + exchange, "")) {
            open(page, path);
            assertNotTooWide(page, path);
        }
        judge(page, "the overview on a phone");
        page.setViewportSize(1280, 860);
    }

    @Test
    void strangersSeeTheLoginInBothLanguages() {
        Page page = chromium.browser().newPage(new Browser.NewPageOptions().setLocale("vi"));
        listen(page);
        open(page, "/login");
        judge(page, "login vi");
        choose(page, "language", "en");
        page.locator("html[lang=en]").waitFor();
        judge(page, "login en");
        page.context().close();
    }

    @Test
    void findsADocumentAndReadsItForAReason() {
        Page page = as("operator", "en");
        open(page, "");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Search"))
                .first()
                .click();
        page.getByLabel("Exchange id, document number or dossier code").fill(exchange);
        button(page, "Find").click();
        page.locator("tbody a").first().click();
        assertThat(page.locator("dl.facts").first().textContent()).contains(exchange, "***");
        page.getByLabel("Reason").fill("the sender asked where it is");
        button(page, "Show what it says").click();
        assertThat(page.locator("dl.facts").first().textContent()).doesNotContain("***");
        open(page, "/exchanges/" + exchange);
        assertThat(page.locator("main").textContent()).contains("the sender asked where it is", "demo-operator");
        assertThat(hub.audit().ofExchange(exchange))
                .anySatisfy(row -> assertThat(row.text("actor")).isEqualTo("demo-operator"));
    }

    @Test
    void replaysADeadLetter() {
        String dead = send();
        assertThat(hub.audit().giveUp(dead, "H41")).isEqualTo(1);
        Page page = as("operator", "en");
        open(page, "/dead-letters");
        Locator row = page.locator("tr", new Page.LocatorOptions().setHas(page.locator("a[href$='" + dead + "']")));
        row.getByRole(AriaRole.CHECKBOX).check();
        page.locator("#reason").fill("the recipient is back");
        button(page, "Replay").click();
        assertThat(page.locator("p.note").textContent()).contains("audit log");
        await().untilAsserted(() -> {
            open(page, "/exchanges/" + dead);
            assertThat(page.locator(".timeline").textContent()).contains("Replayed");
        });
    }

    @Test
    void saysWhyARecipientCannotBePaused() {
        Page page = as("operator", "vi");
        open(page, "/dead-letters");
        page.locator("#pause-agency").fill("H56");
        page.locator("#pause-reason").fill("bảo trì đột xuất");
        button(page, "Tạm dừng bên nhận").click();
        assertThat(page.locator("p.wrong").textContent())
                .isEqualTo("Cơ quan này tự lấy văn bản nên không có gì để tạm dừng.");
    }

    @Test
    void verifiesTheLogNow() {
        Page page = as("auditor", "en");
        open(page, "/log");
        button(page, "Verify now").click();
        page.locator("#progress .note").waitFor();
        assertThat(page.locator("#progress").textContent()).contains("All is right", "demo-auditor");
    }

    @Test
    void theOverviewRenewsItselfUnlessSomebodyStandsInIt() {
        Page page = as("operator", "en");
        open(page, "");
        String before = page.locator(".headline").textContent();
        page.locator(".headline")
                .filter(new Locator.FilterOptions().setHasNotText(before))
                .waitFor();
    }

    /** Not a test of its own: pictures for the documentation, of a hub with traffic if one is named. */
    @Test
    @EnabledIfSystemProperty(named = "console.pictures", matches = ".+")
    void takesPictures() {
        Path folder = Path.of(System.getProperty("console.pictures"));
        String[][] pictures = {
            {"overview", "", "vi", "light"},
            {"overview-dark", "", "en", "dark"},
            {"story", "/exchanges/" + exchange, "vi", "light"},
            {"route", "/routes/deliver-push", "vi", "light"},
            {"indicators", "/indicators", "vi", "light"},
            {"log", "/log", "en", "dark"},
        };
        for (String[] picture : pictures) {
            Page page = as("operator", picture[2]);
            choose(page, "theme", picture[3]);
            open(page, picture[1]);
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(picture[0] + ".png")));
        }
    }
}
