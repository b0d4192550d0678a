package org.lienthong.dossier.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.call.TestProvider;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import org.springframework.jdbc.core.simple.JdbcClient;

class PaymentsTest {

    @TempDir
    Path directory;

    private TestPayments hub;

    @BeforeEach
    void open() throws IOException {
        hub = new TestPayments(directory);
    }

    @AfterEach
    void close() throws IOException {
        hub.close();
    }

    @Test
    void reachThePlatformByteForByteAndOnce() {
        PaymentTable.Row row = hub.ask(TestPayments.request());
        hub.ask(TestPayments.request());

        assertThat(row.state()).isEqualTo(PaymentState.FORWARDED);
        assertThat(row.amount()).isEqualTo(20_000);
        assertThat(hub.provider.requests()).hasSize(1);
        assertThat(hub.provider.requests().get(0).text()).isEqualTo(TestPayments.request());
        assertThat(hub.delivery.events()).containsExactly("accepted", "delivered");
    }

    @Test
    void refusesAnotherRequestUnderTheSameReference() {
        hub.ask(TestPayments.request());
        refuses(ProblemType.IDEMPOTENCY_KEY_REUSED, TestPayments.request().replace("8000", "9000"));
    }

    @Test
    void tellWhatThePlatformRefuses() {
        hub.answers(1, "Sai tài khoản");
        PaymentTable.Row row = hub.ask(TestPayments.request());
        assertThat(row.state()).isEqualTo(PaymentState.REFUSED);
        assertThat(row.message()).isEqualTo("Sai tài khoản");
        assertThat(hub.delivery.events()).containsExactly("accepted", "rejected");
    }

    @Test
    void askAgainWhenAnAnswerWasLost() {
        hub.provider.behave(TestProvider.reset());
        assertThat(hub.ask(TestPayments.request()).state()).isEqualTo(PaymentState.REQUESTED);

        hub.answers(3, "Mã tra cứu đã tồn tại");
        hub.work.doOnce();
        assertThat(hub.state()).as("not before its time").isEqualTo(PaymentState.REQUESTED);
        hub.clock.advance(Duration.ofSeconds(6));
        hub.work.doOnce();
        assertThat(hub.state()).isEqualTo(PaymentState.FORWARDED);
    }

    @Test
    void waitLongerEachTimeAndGiveUpInTheEnd() {
        hub.provider.behave(TestProvider.status(503, "text/plain", ""));
        hub.ask(TestPayments.request());
        for (int i = 0; i < 100 && hub.state() == PaymentState.REQUESTED; i++) {
            hub.clock.advance(Duration.ofHours(1));
            hub.work.doOnce();
        }
        assertThat(hub.state()).isEqualTo(PaymentState.GIVEN_UP);
        assertThat(hub.delivery.events()).containsExactly("accepted", "dead-lettered");
    }

    @Test
    void aConfirmationThatOvertakesTheAnswerStands() {
        hub.provider.behave((request, socket) -> {
            hub.confirm(TestPayments.confirmation());
            TestProvider.json("{\"error_code\":0}").answer(request, socket);
        });
        assertThat(hub.ask(TestPayments.request()).state()).isEqualTo(PaymentState.CONFIRMED);
    }

    @Test
    void nameEverythingThatIsWrong() {
        String bad = TestPayments.request()
                .replace("H41-TT-000101", "?")
                .replace("\"MaTTHC\":\"1.001193\"", "\"MaTTHC\":\"x\"")
                .replace("\"TKThuHuong\":\"0000000000\"", "\"TKThuHuong\":\"\"")
                .replace("\"SoTien\":12000", "\"SoTien\":12000.5")
                .replace("\"SoTien\":\"8000\"", "\"SoTien\":8000");
        assertThatThrownBy(() -> hub.ask(bad))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.errors())
                        .extracting(Violation::pointer)
                        .containsExactly(
                                "/MaTraCuuTT", "/MaTTHC", "/TKThuHuong", "/PhiLePhi/1/SoTien", "/DSKhoanNop/0/SoTien"));
    }

    @Test
    void refuseSumsThatDoNotAgreeOrAreOutOfBounds() {
        refuses(ProblemType.SCHEMA_VIOLATION, TestPayments.request().replace("\"12000\"", "\"12001\""));
        refuses(
                ProblemType.SCHEMA_VIOLATION,
                TestPayments.request().replace("12000", "999999999999999").replace("8000", "999999999999999"));
        refuses(
                ProblemType.SCHEMA_VIOLATION,
                TestPayments.request().replace("12000", "0").replace("8000", "0"));
        refuses(ProblemType.SCHEMA_VIOLATION, TestPayments.request().replace("\"8000\"", "\"08000\""));
    }

    @Test
    void refuseOthersUnitsAndUnknownDossiers() {
        refuses(ProblemType.SENDER_MISMATCH, TestPayments.request().replace("000.00.12.H41", "H26"));
        refuses(
                ProblemType.UNKNOWN_DOCUMENT,
                TestPayments.request().replace("H41.12-250901-000101", "H41-250901-0009"));
    }

    private void refuses(ProblemType type, String request) {
        assertThatThrownBy(() -> hub.ask(request))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(type));
    }

    @Test
    void arePostedOnceAndToldOnceHoweverOftenConfirmed() throws Exception {
        hub.ask(TestPayments.request());
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            Callable<Confirmations.Posting> confirm = () -> hub.confirm(TestPayments.confirmation());
            List<Future<Confirmations.Posting>> postings =
                    callers.invokeAll(java.util.Collections.nCopies(16, confirm));
            int first = 0;
            for (Future<Confirmations.Posting> posting : postings) {
                first += posting.get().repeated() ? 0 : 1;
            }
            assertThat(first).isOne();
        } finally {
            callers.shutdownNow();
        }
        assertThat(hub.state()).isEqualTo(PaymentState.CONFIRMED);
        assertThat(hub.delivery.rows("delivery")).isOne();
        assertThat(hub.delivery.events()).containsExactly("accepted", "delivered", "accepted");
        assertThat(hub.flags()).isEmpty();
    }

    @Test
    void aCrashBetweenPostingAndTellingIsMadeUpFor() {
        hub.ask(TestPayments.request());
        hub.confirm(TestPayments.confirmation());
        JdbcClient jdbc = JdbcClient.create(hub.database);
        jdbc.sql("update payment set exchange_id = null").update();
        hub.clock.advance(Duration.ofMinutes(1));

        hub.work.doOnce();

        assertThat(hub.table.find("H41-TT-000101").orElseThrow().exchangeId()).isNotNull();
        assertThat(hub.delivery.rows("delivery")).isOne();
    }

    @Test
    void flagWhatDoesNotFitAndPostNothing() {
        flags(ProblemType.UNKNOWN_DOCUMENT, TestPayments.confirmation());
        assertThat(hub.table.flags("H41-TT-000101")).containsExactly("unknown-reference");
        JdbcClient.create(hub.database).sql("delete from payment_flag").update();
        hub.ask(TestPayments.request());

        flags(ProblemType.IDEMPOTENCY_KEY_REUSED, TestPayments.confirmation().replace("20000", "2000"));
        flags(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                TestPayments.confirmation()
                        .replace("000101\",\"MaGD", "")
                        .replace("H41.12-250901-000101", "H41.12-250901-000102"));
        assertThat(hub.state()).isEqualTo(PaymentState.FORWARDED);
        hub.confirm(TestPayments.confirmation());
        flags(ProblemType.IDEMPOTENCY_KEY_REUSED, TestPayments.confirmation().replace("20000", "30000"));
        flags(ProblemType.IDEMPOTENCY_KEY_REUSED, TestPayments.confirmation().replace("GD-2026-000101", "GD-2"));
        flags(ProblemType.IDEMPOTENCY_KEY_REUSED, TestPayments.confirmation().replace("\"1\"", "\"0\""));
        flags(ProblemType.IDEMPOTENCY_KEY_REUSED, TestPayments.confirmation().replace("\"1\"", "\"0\""));

        assertThat(hub.flags())
                .containsExactly("other-amount", "other-dossier", "other-amount", "paid-twice", "unpaid-after-paid");
        PaymentTable.Row row = hub.table.find("H41-TT-000101").orElseThrow();
        assertThat(row.transaction()).isEqualTo("GD-2026-000101");
        assertThat(hub.delivery.rows("delivery")).isOne();
        assertThat(hub.delivery.events()).filteredOn("alerted"::equals).hasSize(6);
    }

    private void flags(ProblemType type, String confirmation) {
        assertThatThrownBy(() -> hub.confirm(confirmation))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(type));
    }

    @Test
    void aTransactionPaysForOneThing() {
        hub.ask(TestPayments.request());
        hub.confirm(TestPayments.confirmation());
        hub.ask(TestPayments.request().replace("H41-TT-000101", "H41-TT-000102"));
        flags(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                TestPayments.confirmation().replace("H41-TT-000101", "H41-TT-000102"));
        assertThat(hub.table.flags("H41-TT-000102")).containsExactly("transaction-used");
    }

    @Test
    void aFailedAttemptMayBeFollowedByOneThatSucceeds() {
        hub.ask(TestPayments.request());
        hub.confirm(TestPayments.confirmation().replace("\"1\"", "\"0\"").replace("GD-2026-000101", "GD-1"));
        assertThat(hub.state()).isEqualTo(PaymentState.FAILED);
        hub.confirm(TestPayments.confirmation());
        assertThat(hub.state()).isEqualTo(PaymentState.CONFIRMED);
    }

    @Test
    void aRequestsEntryTellsTheVersionOfTheConfiguration() {
        hub.ask(TestPayments.request());
        assertThat(JdbcClient.create(hub.database)
                        .sql("select convert_from(entry, 'UTF8') from audit_entry where idx = 0")
                        .query(String.class)
                        .single())
                .contains("\"event\":\"accepted\"", "\"configuration\":7");
    }

    @Test
    void leaveNothingPersonalInTheLog() {
        hub.ask(TestPayments.request());
        hub.confirm(TestPayments.confirmation());
        assertThat(JdbcClient.create(hub.database)
                        .sql("select convert_from(entry, 'UTF8') from audit_entry")
                        .query(String.class)
                        .list())
                .allSatisfy(entry ->
                        assertThat(entry).doesNotContain("000101", "Nguyễn", "000000000000", "Phường", "0000000000"));
        assertThat(new String(hub.table.confirmation("H41-TT-000101"), UTF_8)).isEqualTo(TestPayments.confirmation());
    }
}
