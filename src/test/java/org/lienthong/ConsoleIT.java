package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
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

/**
 * The console in a real browser: each page for each role, in both languages and colours, judged by axe-core (WCAG 2.2, A
 * and AA) as the role sees it that sees most, without an error on the browser's console. {@code -Dconsole.pictures=docs/console} writes pictures of the main pages.
 */
@ExtendWith(SharedHub.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

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

    private ConsoleBrowser browser;
    private RunningHub hub;
    private String exchange;

    @BeforeAll
    void start(RunningHub running) {
        hub = running;
        browser = new ConsoleBrowser(running);
        exchange = running.as("G22")
                .submit(Samples.utf8(Samples.document()))
                .get("exchangeId")
                .asString();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void theBrowserHadNothingToComplainAbout() {
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"vi, light", "en, dark"})
    void everybodyCanUseEachPage(String language, String colours) {
        Page page = browser.as("operator", language);
        ConsoleBrowser.choose(page, "theme", colours);
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
            browser.open(page, path);
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            ConsoleBrowser.judge(page, language + " " + colours + " " + path);
        }
    }

    @ParameterizedTest
    @CsvSource({"steward, en", "auditor, vi"})
    void rolesDecideWhatIsShown(String role, String language) {
        Page page = browser.as(role, language);
        for (String path : SHOWN.get(role)) {
            browser.open(page, path);
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
        Page page = browser.as("auditor", "vi");
        page.setViewportSize(390, 780);
        for (String path : List.of("/agencies", "/agreements", "/versions", "/exchanges/" + exchange, "")) {
            browser.open(page, path);
            ConsoleBrowser.assertNotTooWide(page, path);
        }
        ConsoleBrowser.judge(page, "the overview on a phone");
        page.setViewportSize(1280, 860);
    }

    @Test
    void strangersSeeTheLoginInBothLanguages() {
        Page page = browser.stranger();
        browser.open(page, "/login");
        ConsoleBrowser.judge(page, "login vi");
        ConsoleBrowser.choose(page, "language", "en");
        page.locator("html[lang=en]").waitFor();
        ConsoleBrowser.judge(page, "login en");
        page.context().close();
    }

    @Test
    void verifiesTheLogNow() {
        Page page = browser.as("auditor", "en");
        browser.open(page, "/log");
        ConsoleBrowser.button(page, "Verify now").click();
        page.locator("#progress .note").waitFor();
        assertThat(page.locator("#progress").textContent()).contains("All is right", "demo-auditor");
    }

    @Test
    void theOverviewRenewsItselfUnlessSomebodyStandsInIt() {
        Page page = browser.as("operator", "en");
        browser.open(page, "");
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
            Page page = browser.as("operator", picture[2]);
            ConsoleBrowser.choose(page, "theme", picture[3]);
            browser.open(page, picture[1]);
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(picture[0] + ".png")));
        }
    }
}
