package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The console in a real browser: each page in both languages and colours, judged by axe-core (WCAG 2.2, A and AA) as the
 * role sees it that sees most, on a desk and on a phone, without an error on the browser's console. {@code
 * -Dconsole.pictures=docs/console} writes pictures of the main pages.
 */
@ExtendWith(SharedHub.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final String AGREEMENT = "/agreements/G12-business-detail-H41-2026";

    /** Would run, load or be computed where it is taken for more than text. */
    private static final String HOSTILE =
            "\"'><img src=x onerror=broken=1><script>broken=2</script>[[${7*7}]]__${7*7}__";

    private static final String HOSTILE_XML =
            HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");

    /** What the keyboard has to reach; within a field for a time the browser itself shows which part it is in. */
    private static final String REACHABLE = """
            () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')]
              .filter(e => !e.disabled && e.checkVisibility()).map((e, i) => { e.dataset.walk = i; return 'seen ' + i; })""";

    private static final String FOCUSED = """
            () => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
              const outlined = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
              const seen = (outlined || e.type === 'datetime-local') && r.width > 0 && r.right > 0
                && r.top < innerHeight && r.bottom > 0;
              return (seen ? 'seen ' : 'unseen ') + (e.dataset.walk ?? e.outerHTML.slice(0, 90)); }""";

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

    /** The rules of contrast are about colours and the rest about structure, so two of the four say it all. */
    @ParameterizedTest
    @CsvSource({"vi, light", "en, dark"})
    void everybodyCanUseEachPageOnAnyScreen(String language, String colours) {
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
            String what = language + " " + colours + " " + path;
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            ConsoleBrowser.judge(page, what);
            page.setViewportSize(360, 740);
            ConsoleBrowser.assertNotTooWide(page, what + " on a phone");
            if (path.isEmpty()) {
                ConsoleBrowser.judge(page, what + " on a phone");
            }
            page.setViewportSize(1280, 860);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dead-letters", "/log"})
    void theKeyboardAloneReachesEverything(String path) {
        Page page = browser.as("operator", "en");
        browser.open(page, path);
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
        assertThat(page.locator(".skip").boundingBox().x).as("it shows").isNotNegative();
        page.keyboard().press("Enter");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");

        browser.open(page, path);
        List<?> reachable = (List<?>) page.evaluate(REACHABLE);
        Set<Object> reached = new LinkedHashSet<>(); // a field for a time has several parts
        for (int i = 0; i < 3 * reachable.size() && reached.size() < reachable.size(); i++) {
            page.keyboard().press("Tab");
            reached.add(page.evaluate(FOCUSED));
        }
        assertThat(List.copyOf(reached)).as("in the order of the page").isEqualTo(reachable);
        page.keyboard().press("Tab");
        assertThat(page.evaluate(
                        "document.activeElement === document.body || document.activeElement.className === 'skip'"))
                .as("nothing holds the keyboard")
                .isEqualTo(true);
    }

    /** What senders, recipients and operators write is shown as they wrote it, and nothing else. */
    @Test
    void whatOthersWriteIsTextAlone() {
        int number = Samples.freshNumber();
        String hostile = Samples.document(number)
                .replace("VPCP-KSTT", "V" + HOSTILE_XML)
                .replaceAll("<edXML:(Subject|OrganName)>[^<]*", "<edXML:$1>" + Matcher.quoteReplacement(HOSTILE_XML));
        String id =
                hub.as("G22").submit(Samples.utf8(hostile)).get("exchangeId").asString();
        assertThat(hub.audit().giveUp(id, "H41", "answered 500 " + HOSTILE)).isEqualTo(1);
        Page page = browser.as("operator", "en");
        browser.open(page, "/exchanges?what=" + number + "&agency=G22");
        assertShown(page, "tbody");
        browser.open(page, "/exchanges?what=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8));
        assertThat(page.locator("#what").inputValue()).isEqualTo(HOSTILE);
        browser.open(page, "/exchanges/" + id);
        page.locator("#reason").fill("a look " + HOSTILE);
        ConsoleBrowser.button(page, "Show what it says").click();
        assertShown(page, "dl.facts");
        assertShown(page, ".timeline, tbody");
        browser.open(page, "/dead-letters");
        Locator row = page.locator("tr", new Page.LocatorOptions().setHas(page.locator("a[href$='" + id + "']")));
        assertThat(row.textContent()).contains(HOSTILE);
        row.getByRole(AriaRole.CHECKBOX).check();
        page.locator("#reason").fill("why " + HOSTILE);
        ConsoleBrowser.button(page, "Close").click();
        assertShown(page, "#proposals");
        assertThat(page.evaluate("window.broken")).isNull();
        assertThat(page.locator("main img").count()).isZero();
        page.locator("#proposals tr", new Page.LocatorOptions().setHasText("why " + HOSTILE))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Withdraw"))
                .click();
    }

    private static void assertShown(Page page, String place) {
        assertThat(String.join(" ", page.locator(place).allTextContents())).contains(HOSTILE);
        assertThat(page.locator("main img, main script").count()).isZero();
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
            {"dead-letters", "/dead-letters", "vi", "light"},
            {"version", "/versions/1", "vi", "light"},
        };
        for (String[] picture : pictures) {
            Page page = browser.as("operator", picture[2]);
            ConsoleBrowser.choose(page, "theme", picture[3]);
            browser.open(page, picture[1]);
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(picture[0] + ".png")));
        }
    }
}
