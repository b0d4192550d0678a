package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.testing.Bundles;
import org.springframework.util.FileSystemUtils;

/** What people do most in the console, from start to end, in a real browser. */
@ExtendWith(SharedHub.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleWorkIT {

    /** An agency that no other test uses. */
    private static final String AGENCY = "H57";

    private static final String PLACE = "  - id: " + AGENCY + "\n";

    private ConsoleBrowser browser;
    private RunningHub hub;

    @BeforeAll
    void start(RunningHub running) {
        hub = running;
        browser = new ConsoleBrowser(running);
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

    private String send(String document) {
        return hub.as("G22").submit(Samples.utf8(document)).get("exchangeId").asString();
    }

    @Test
    void findsADocumentAndReadsItForAReason() {
        String exchange = send(Samples.document());
        Page page = browser.as("operator", "en");
        browser.open(page, "");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Search"))
                .first()
                .click();
        page.getByLabel("Exchange id, document number or dossier code").fill(exchange);
        ConsoleBrowser.button(page, "Find").click();
        page.locator("tbody a").first().click();
        assertThat(page.locator("dl.facts").first().textContent()).contains(exchange, "***");
        page.getByLabel("Reason").fill("the sender asked where it is");
        ConsoleBrowser.button(page, "Show what it says").click();
        assertThat(page.locator("dl.facts").first().textContent()).doesNotContain("***");
        browser.open(page, "/exchanges/" + exchange);
        assertThat(page.locator("main").textContent()).contains("the sender asked where it is", "demo-operator");
        assertThat(hub.audit().ofExchange(exchange))
                .anySatisfy(row -> assertThat(row.text("actor")).isEqualTo("demo-operator"));
    }

    /** One proposes and cannot agree, another one does, and the log names both. */
    @Test
    void twoPeopleReplayADeadLetter() {
        String dead = send(Samples.document());
        assertThat(hub.audit().giveUp(dead, "H41")).isEqualTo(1);
        long before = hub.audit().size();
        Page first = browser.as("operator", "en");
        propose(first, dead, "Replay", "the recipient is back");
        assertThat(first.locator("p.note").textContent()).contains("another operator has to agree");
        Locator own = proposal(first, "the recipient is back");
        assertThat(own.getByRole(AriaRole.BUTTON).allTextContents()).containsExactly("Withdraw");
        assertThat(forced(first, own)).contains("Another person than the one who proposed it has to agree.");
        assertThat(hub.audit().from(before)).noneMatch(row -> row.text("event").equals("replayed"));

        Page second = browser.as("operator-2", "vi");
        browser.open(second, "/dead-letters");
        proposal(second, "the recipient is back")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Đồng ý"))
                .click();
        assertThat(second.locator("p.note").textContent()).contains("nhật ký");
        assertThat(second.locator("body").textContent()).contains("Đã đồng ý · demo-operator-2");
        await().untilAsserted(() -> {
            browser.open(first, "/exchanges/" + dead);
            assertThat(first.locator(".timeline").textContent()).contains("Replayed");
        });
        assertThat(orders(before))
                .contains(
                        "proposed demo-operator replay 1: the recipient is back",
                        "decided demo-operator-2 confirmed replay 1 of demo-operator")
                .anySatisfy(said -> assertThat(said).startsWith("operated demo-operator replay "));
    }

    @Test
    void whatTheSecondPersonDeclinesIsNotDone() {
        String dead = send(Samples.document());
        assertThat(hub.audit().giveUp(dead, "H41")).isEqualTo(1);
        long before = hub.audit().size();
        propose(browser.as("operator-2", "vi"), dead, "Đóng lại", "đã gửi bản giấy");
        Page second = browser.as("operator", "en");
        browser.open(second, "/dead-letters");
        proposal(second, "đã gửi bản giấy")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Decline"))
                .click();
        assertThat(second.locator("p.note").textContent()).contains("audit log");
        assertThat(hub.as("G22").recipient(dead, "H41", "state")).hasValue("dead");
        assertThat(orders(before))
                .contains(
                        "proposed demo-operator-2 close 1: đã gửi bản giấy",
                        "decided demo-operator declined close 1 of demo-operator-2");
    }

    private void propose(Page page, String exchange, String action, String reason) {
        browser.open(page, "/dead-letters");
        page.locator("tr", new Page.LocatorOptions().setHas(page.locator("a[href$='" + exchange + "']")))
                .getByRole(AriaRole.CHECKBOX)
                .check();
        page.locator("#reason").fill(reason);
        ConsoleBrowser.button(page, action).click();
    }

    private static Locator proposal(Page page, String reason) {
        return page.locator("#proposals tbody tr", new Page.LocatorOptions().setHasText(reason));
    }

    /** What the hub says to one who agrees to an own proposal although there is no button for it. */
    private String forced(Page page, Locator proposal) {
        String form = proposal.locator("form").getAttribute("action");
        String token = proposal.locator("input[name=_csrf]").getAttribute("value");
        return page.request()
                .post(
                        hub.api(form).toString(),
                        RequestOptions.create()
                                .setForm(FormData.create().set("_csrf", token).set("action", "confirm")))
                .text();
    }

    /** Event, actor and result of the entries since then. */
    private List<String> orders(long since) {
        return hub.audit().from(since).stream()
                .map(row -> row.text("event") + ' ' + row.text("actor") + ' ' + row.text("result"))
                .toList();
    }

    @Test
    void saysWhyARecipientCannotBePaused() {
        Page page = browser.as("operator", "vi");
        browser.open(page, "/dead-letters");
        page.locator("#pause-agency").fill("H56");
        page.locator("#pause-reason").fill("bảo trì đột xuất");
        ConsoleBrowser.button(page, "Tạm dừng bên nhận").click();
        assertThat(page.locator("p.wrong").textContent())
                .isEqualTo("Cơ quan này tự lấy văn bản nên không có gì để tạm dừng.");
    }

    @Test
    void announcesAndCancelsMaintenance() {
        Page page = browser.as("operator", "en");
        browser.open(page, "/dead-letters");
        announce(page, false);
        assertThat(page.locator(".wrong").textContent()).contains("working days ahead");
        announce(page, true);
        assertThat(page.locator("p.note").textContent()).contains("audit log");
        assertThat(hub.operator().getJson("/api/v1/maintenance").get("items").valueStream())
                .anySatisfy(one -> assertThat(one.get("agency").asString()).isEqualTo("H58"));
        ConsoleBrowser.button(page, "Cancel maintenance of H58").click();
        assertThat(page.locator("p.note").textContent()).contains("audit log");
        assertThat(hub.operator().getJson("/api/v1/maintenance").get("items").valueStream())
                .noneSatisfy(one -> assertThat(one.get("agency").asString()).isEqualTo("H58"));
    }

    private static void announce(Page page, boolean urgent) {
        LocalDateTime soon =
                LocalDateTime.now(ZoneId.of("Asia/Ho_Chi_Minh")).plusHours(1).truncatedTo(ChronoUnit.MINUTES);
        page.locator("#maintenance-agency").fill("H58");
        page.locator("#maintenance-from").fill(soon.toString());
        page.locator("#maintenance-to").fill(soon.plusHours(1).toString());
        page.locator("#maintenance-reason").fill("new disks");
        page.locator("#maintenance-urgent").setChecked(urgent);
        ConsoleBrowser.button(page, "Announce maintenance").click();
    }

    /** A steward connects an agency, an operator pauses and resumes it, the steward takes the change back. */
    @Test
    void connectsPausesResumesAndTakesBack(@TempDir Path directory) throws IOException {
        Set<String> received = ConcurrentHashMap.newKeySet();
        HttpServer recipient = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        recipient.createContext("/", exchange -> receive(exchange, received));
        recipient.start();
        try {
            long before = inForce();
            long connected = publish(directory, recipient.getAddress().getPort());
            pauseAndResume(received);
            takeBack(before, connected);
        } finally {
            recipient.stop(0);
        }
    }

    private static void receive(HttpExchange exchange, Set<String> received) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            received.add(exchange.getRequestHeaders().getFirst("Exchange-Id"));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private long inForce() {
        return hub.as("steward")
                .getJson("/api/v1/configuration")
                .get("items")
                .valueStream()
                .filter(one -> one.get("state").asString().equals("in-force"))
                .findFirst()
                .orElseThrow()
                .get("version")
                .asLong();
    }

    /** A good version, and after it one that is refused. */
    private long publish(Path directory, int port) throws IOException {
        FileSystemUtils.copyRecursively(Path.of("config"), directory.resolve("config"));
        FileSystemUtils.copyRecursively(Path.of("routes"), directory.resolve("routes"));
        Path file = directory.resolve("config/agencies/provinces.yaml");
        Files.writeString(
                file,
                Samples.changed(
                        Files.readString(file),
                        PLACE,
                        PLACE + "    delivery: {mode: push, push: {system: documents}}\n"
                                + "    systems: [{name: documents, url: \"http://127.0.0.1:" + port + "/edoc\"}]\n"));
        HttpResponse<String> good = post(Bundles.zip(directory));
        assertThat(good.statusCode()).as(good.body()).isEqualTo(202);
        long version = HubCaller.json(good).get("version").get("version").asLong();
        approve(version, "steward", "Connect");
        Files.writeString(file, Files.readString(file) + "  - nothing\n");
        assertThat(post(Bundles.zip(directory)).statusCode()).isEqualTo(422);
        return version;
    }

    /** Not by its author, but by another steward. */
    private void approve(long version, String author, String reason) {
        Page own = browser.as(author, "en");
        browser.open(own, "/versions/" + version);
        assertThat(own.locator("main").textContent()).contains("Waits for approval", "another steward has to approve");
        assertThat(ConsoleBrowser.button(own, "Approve").count()).isZero();
        Page second = browser.as("steward-2", "vi");
        browser.open(second, "/versions/" + version);
        ConsoleBrowser.judge(second, "a version to approve");
        ConsoleBrowser.button(second, "Phê duyệt").click();
        assertThat(second.locator("p.note").textContent()).contains("Đã có hiệu lực");
        assertThat(second.locator("dl.facts").textContent()).contains(reason, "demo-" + author, "demo-steward-2");
    }

    private HttpResponse<String> post(byte[] bundle) {
        return hub.as("steward").post("/api/v1/configuration?reason=Connect", "application/zip", bundle);
    }

    private void pauseAndResume(Set<String> received) {
        Page page = browser.as("operator", "en");
        browser.open(page, "/dead-letters");
        page.locator("#pause-agency").fill(AGENCY);
        page.locator("#pause-reason").fill("its disk is full");
        ConsoleBrowser.button(page, "Pause recipient").click();
        assertThat(page.locator("p.note").textContent()).contains("audit log");
        assertThat(page.locator(".paused").textContent()).contains("its disk is full", "demo-operator");
        String exchange = send(Samples.documentTo(Samples.freshNumber(), AGENCY, "G15"));
        browser.open(page, "/exchanges/" + exchange);
        assertThat(page.locator(".held").textContent()).contains("its disk is full");
        assertThat(hub.as("G22").recipient(exchange, AGENCY, "state"))
                .hasValueSatisfying(state -> assertThat(state).isIn("waiting", "queued"));
        assertThat(received).isEmpty();

        browser.open(page, "/dead-letters");
        ConsoleBrowser.button(page, "Resume " + AGENCY).click();
        assertThat(page.locator("p.note").textContent()).contains("audit log");
        await().until(() -> received.contains(exchange));
        await().untilAsserted(() -> {
            browser.open(page, "/exchanges/" + exchange);
            assertThat(page.locator(".held").count()).isZero();
            assertThat(page.locator(".timeline").textContent()).contains("Delivered");
        });
        List<String> orders = hub.audit().from(0).stream()
                .filter(row -> "operated".equals(row.text("event")))
                .map(row -> row.text("result"))
                .toList();
        assertThat(orders)
                .contains("pause " + AGENCY + ": its disk is full", "resume " + AGENCY + ": Delivery goes on");
    }

    private void takeBack(long before, long connected) {
        Page page = browser.as("steward", "en");
        browser.open(page, "/versions");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions()
                                .setName("Version " + (connected + 1))
                                .setExact(true))
                .click();
        assertThat(page.locator("#findings").textContent()).contains("config/agencies/provinces.yaml:", "Error");
        ConsoleBrowser.judge(page, "a refused version");
        browser.open(page, "/versions/" + connected);
        assertThat(page.locator("#changes .added").first().textContent()).startsWith("+    delivery: {mode: push");
        ConsoleBrowser.judge(page, "a version");
        browser.open(page, "/versions/" + before);
        page.locator("#reason").fill(" ");
        ConsoleBrowser.button(page, "Roll back").click();
        assertThat(page.locator(".wrong").textContent()).contains("'reason' must have");
        page.locator("#reason").fill("it was the wrong agency");
        ConsoleBrowser.judge(page, "a version to go back to");
        ConsoleBrowser.button(page, "Roll back").click();
        assertThat(page.locator("p.note").textContent()).contains("another steward has to approve it");
        approve(connected + 2, "steward", "it was the wrong agency");
        assertThat(inForce()).isEqualTo(connected + 2);
        assertThat(page.url()).endsWith("/versions/" + (connected + 2));
    }
}
