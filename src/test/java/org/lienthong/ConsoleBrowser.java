package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lienthong.testing.Chromium;

/** A hub's console in a real browser: each role logs in once, and whatever the browser complains about is kept. */
final class ConsoleBrowser implements AutoCloseable {

    private static final String AXE = """
            async () => (await axe.run(document, {resultTypes: ['violations'],
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})).violations
              .map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))""";
    private static final String WIDTH = "document.documentElement.scrollWidth - window.innerWidth";

    private final Map<String, Page> pages = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final Chromium chromium;
    private final RunningHub hub;

    /** Starts it, or skips the test where there is none. */
    ConsoleBrowser(RunningHub hub) {
        this.hub = hub;
        this.chromium = Chromium.started();
    }

    /** The one page of a role, in the language that is asked for. */
    Page as(String role, String language) {
        Page page = pages.computeIfAbsent(role, this::login);
        if (!language.equals(page.locator("html").getAttribute("lang"))) {
            choose(page, "language", language);
            page.locator("html[lang=" + language + "]").waitFor();
        }
        return page;
    }

    static void choose(Page page, String what, String value) {
        page.locator("button[name=" + what + "][value=" + value + "]").click();
    }

    /** A page of somebody who is not logged in. */
    Page stranger() {
        Page page = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("vi")
                        .setTimezoneId("UTC")
                        .setColorScheme(ColorScheme.LIGHT)
                        .setViewportSize(1280, 860))
                .newPage();
        page.setDefaultTimeout(20_000);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + " " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + " " + error));
        return page;
    }

    private Page login(String role) {
        Page page = stranger();
        page.navigate(hub.api("/console").toString());
        assertThat(page.url()).endsWith("/console/login");
        page.locator("#key").fill("demo-" + role);
        page.locator("form.login button").click();
        page.waitForURL("**/console");
        return page;
    }

    void open(Page page, String path) {
        page.navigate(hub.api("/console" + path).toString());
        assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** Evaluated from outside, so the page's own policy stays as it is. */
    static void judge(Page page, String what) {
        page.evaluate(Chromium.axe() + "; 0");
        assertThat((List<?>) page.evaluate(AXE)).as(what).isEmpty();
        assertNotTooWide(page, what);
    }

    static void assertNotTooWide(Page page, String what) {
        assertThat(((Number) page.evaluate(WIDTH)).intValue())
                .as("%s is too wide", what)
                .isNotPositive();
    }

    /** What it complained about since it was asked last. */
    List<String> complaints() {
        List<String> said = List.copyOf(complaints);
        complaints.clear();
        return said;
    }

    @Override
    public void close() {
        chromium.close();
    }
}
