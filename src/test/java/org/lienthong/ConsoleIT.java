package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.testing.Chromium;

/**
 * The console in a real browser: each page for each role, in both languages and colours, judged by axe-core (WCAG 2.2, A
 * and AA), without an error on the browser's console; and what operators do most. {@code -Dconsole.pictures=docs/console}
 * writes pictures of the main pages.
 */
@ExtendWith(SharedHub.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final String AXE = """
            async () => (await axe.run(document, {resultTypes: ['violations'],
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})).violations
              .map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))""";
    private static final String WIDTH = "document.documentElement.scrollWidth - window.innerWidth";
    private static final List<String> EVERYBODY =
            List.of("", "/agencies", "/agreements", "/agreements/G12-business-detail-H41-2026", "/log", "/indicators");
    private static final Map<String, List<String>> PAGES = Map.of(
            "operator", List.of("/exchanges", "/dead-letters", "/routes", "/routes/documents", "/routes/deliver-push"),
            "steward", List.of("/routes", "/routes/documents"),
            "auditor", List.of("/exchanges"));

    private Chromium chromium;
    private RunningHub hub;
    private String exchange;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    void start(RunningHub running) {
        chromium = Chromium.started();
        hub = running;
        exchange = send(Samples.freshNumber());
    }

    private String send(int document) {
        return hub.as("G22")
                .submit(Samples.utf8(Samples.document(document)))
                .get("exchangeId")
                .asString();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void begin() {
        complaints.clear();
    }

    private Page login(String role, String language, ColorScheme colours) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale(language)
                        .setTimezoneId("UTC")
                        .setColorScheme(colours)
                        .setBypassCSP(false)
                        .setViewportSize(1280, 860));
        context.setDefaultTimeout(20_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + " " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + " " + error));
        page.navigate(hub.api("/console").toString());
        assertThat(page.url()).endsWith("/console/login");
        page.locator("#key").fill("demo-" + role);
        page.locator("form.login button").click();
        page.waitForURL("**/console");
        return page;
    }

    private void open(Page page, String path) {
        page.navigate(hub.api("/console" + path).toString());
    }

    /** Evaluated from outside, so the page's own policy stays as it is. */
    private void judge(Page page, String what) {
        page.evaluate(Chromium.axe() + "; 0");
        assertThat((List<?>) page.evaluate(AXE)).as(what).isEmpty();
        assertThat(((Number) page.evaluate(WIDTH)).intValue())
                .as("%s is too wide", what)
                .isNotPositive();
    }

    @ParameterizedTest
    @CsvSource({"operator, vi, LIGHT", "operator, en, DARK", "steward, en, LIGHT", "auditor, vi, DARK"})
    void everybodyCanUseEachPage(String role, String language, ColorScheme colours) {
        Page page = login(role, language, colours);
        List<String> paths = new ArrayList<>(EVERYBODY);
        paths.addAll(PAGES.get(role));
        if (!role.equals("steward")) {
            paths.add("/exchanges/" + exchange);
        }
        for (String path : paths) {
            open(page, path);
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
            judge(page, role + " " + language + " " + colours + " " + path);
        }
        page.setViewportSize(390, 780);
        for (String path : List.of("", "/agencies", "/agreements")) {
            open(page, path);
            judge(page, "on a phone " + path);
        }
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void strangersSeeTheLoginInBothLanguages() {
        for (String language : List.of("vi", "en")) {
            Page page = chromium.browser().newPage(new Browser.NewPageOptions().setLocale(language));
            page.navigate(hub.api("/console/login").toString());
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            judge(page, "login " + language);
            page.context().close();
        }
    }

    @Test
    void findsADocumentAndReadsItForAReason() {
        Page page = login("operator", "en", ColorScheme.LIGHT);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Search"))
                .first()
                .click();
        page.getByLabel("Exchange id, document number or dossier code").fill(exchange);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Find"))
                .click();
        page.locator("tbody a").first().click();
        assertThat(page.locator("dl.facts").first().textContent()).contains(exchange, "***");
        page.getByLabel("Reason").fill("the sender asked where it is");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show what it says"))
                .click();
        assertThat(page.locator("dl.facts").first().textContent()).doesNotContain("***");
        open(page, "/exchanges/" + exchange);
        assertThat(page.locator("main").textContent()).contains("the sender asked where it is", "demo-operator");
        assertThat(hub.audit().ofExchange(exchange))
                .anySatisfy(row -> assertThat(row.text("actor")).isEqualTo("demo-operator"));
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void replaysADeadLetter() {
        String dead = send(Samples.freshNumber());
        assertThat(hub.audit().giveUp(dead, "H41")).isEqualTo(1);
        Page page = login("operator", "en", ColorScheme.LIGHT);
        open(page, "/dead-letters");
        Locator row = page.locator("tr", new Page.LocatorOptions().setHas(page.locator("a[href$='" + dead + "']")));
        row.getByRole(AriaRole.CHECKBOX).check();
        page.locator("#reason").fill("the recipient is back");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Replay"))
                .click();
        assertThat(page.locator("p.note").textContent()).contains("audit log");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            open(page, "/exchanges/" + dead);
            assertThat(page.locator(".timeline").textContent()).contains("Replayed");
        });
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void saysWhyARecipientCannotBePaused() {
        Page page = login("operator", "vi", ColorScheme.LIGHT);
        open(page, "/dead-letters");
        page.locator("#pause-agency").fill("H56");
        page.locator("#pause-reason").fill("bảo trì đột xuất");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Tạm dừng bên nhận"))
                .click();
        assertThat(page.locator("p.wrong").textContent())
                .isEqualTo("Cơ quan này tự lấy văn bản nên không có gì để tạm dừng.");
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void verifiesTheLogNow() {
        Page page = login("auditor", "en", ColorScheme.LIGHT);
        open(page, "/log");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Verify now"))
                .click();
        page.locator("#progress .note").waitFor();
        assertThat(page.locator("#progress").textContent()).contains("All is right", "demo-auditor");
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theOverviewRenewsItselfUnlessSomebodyStandsInIt() {
        Page page = login("operator", "en", ColorScheme.LIGHT);
        String before = page.locator(".headline").textContent();
        page.locator(".headline")
                .filter(new Locator.FilterOptions().setHasNotText(before))
                .waitFor();
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    /** Not a test of its own: pictures for the documentation, of a hub with traffic if one is named. */
    @Test
    @EnabledIfSystemProperty(named = "console.pictures", matches = ".+")
    void takesPictures() {
        Path folder = Path.of(System.getProperty("console.pictures"));
        String[][] pictures = {
            {"overview", "", "vi", "LIGHT"},
            {"overview-dark", "", "en", "DARK"},
            {"story", "/exchanges/" + exchange, "vi", "LIGHT"},
            {"route", "/routes/deliver-push", "vi", "LIGHT"},
            {"indicators", "/indicators", "vi", "LIGHT"},
            {"log", "/log", "en", "DARK"},
        };
        for (String[] picture : pictures) {
            Page page = login("operator", picture[2], ColorScheme.valueOf(picture[3]));
            open(page, picture[1]);
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(picture[0] + ".png")));
            page.context().close();
        }
    }
}
