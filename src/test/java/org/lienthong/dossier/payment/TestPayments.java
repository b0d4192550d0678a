package org.lienthong.dossier.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.call.Systems;
import org.lienthong.call.TestProvider;
import org.lienthong.call.TestSystems;
import org.lienthong.delivery.Handed;
import org.lienthong.delivery.IntakeRoutes;
import org.lienthong.delivery.TestDelivery;
import org.lienthong.security.Caller;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Payments put together as in the hub, with a platform on a real socket and without routes between. */
final class TestPayments implements AutoCloseable {

    static final Caller ONE_STOP = Caller.ofAgency("one-stop", "H41");
    static final Caller PLATFORM = Caller.ofAgency("platform", "G22");

    final DataSource database = TestDatabase.empty();
    final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T02:00:00Z"));
    final TestProvider provider = new TestProvider();
    final TestDelivery delivery;
    final PaymentTable table;
    final Payments payments;
    final Confirmations confirmations;
    final PaymentWork work;
    final Reconciler reconciler;
    private final Systems systems = TestSystems.of(Duration.ofSeconds(5), 4);

    TestPayments(Path directory) throws IOException {
        Path files = Files.createDirectories(directory.resolve("agencies"));
        Files.writeString(files.resolve("sample.yaml"), """
                agencies:
                  - id: G22
                    names: [{vi: Văn phòng Mẫu}]
                    codes: [{scheme: QD20, value: G22}]
                    systems: [{name: payment, url: "%s"}]
                  - id: H41
                    names: [{vi: Tỉnh Mẫu}]
                    codes: [{scheme: QD20, value: H41}, {scheme: QCVN102, value: 000.00.00.H41}]
                  - {id: H26, names: [{vi: Thành phố Mẫu}], codes: [{scheme: QD20, value: H26}]}
                """.formatted(provider.url()));
        Agencies agencies = TestAgencies.of(files);
        delivery = new TestDelivery(database, agencies, null, directory.resolve("spool"), clock);
        table = new PaymentTable(JdbcClient.create(database));
        AuditedTransaction transaction = TestDatabase.audited(database);
        IntakeRoutes straight = new IntakeRoutes() {
            @Override
            public <R> R run(Handed<R> handed) {
                return handed.accept();
            }
        };
        PaymentSettings settings = new PaymentSettings(
                "G22",
                "payment",
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                Duration.ofHours(72),
                Duration.ofSeconds(1),
                DataSize.ofKilobytes(64),
                1_000_000,
                true,
                1000);
        PaymentPlatform platform = new PaymentPlatform(settings, agencies, systems);
        payments = new Payments(settings, table, platform, transaction, straight, agencies, clock, () -> 7);
        confirmations = new Confirmations(table, transaction, straight, delivery.acceptor(), agencies, clock);
        work = new PaymentWork(payments, confirmations, table, settings, clock);
        reconciler = new Reconciler(table, entries -> {}, clock);
        answers(0, "Thành công");
        JdbcClient.create(database)
                .sql("insert into dossier (code, agency, history) values ('H41.12-250901-000101', 'H41', '')")
                .update();
    }

    void answers(int code, String message) {
        provider.behave(TestProvider.json("{\"error_code\":" + code + ",\"message\":\"" + message + "\"}"));
    }

    PaymentTable.Row ask(String request) {
        return payments.take(request.getBytes(UTF_8), ONE_STOP, "trace");
    }

    Confirmations.Posting confirm(String confirmation) {
        return confirmations.take(confirmation.getBytes(UTF_8), PLATFORM, "trace");
    }

    PaymentState state() {
        return table.find("H41-TT-000101").orElseThrow().state();
    }

    List<String> flags() {
        return table.flags("H41-TT-000101");
    }

    static String request() {
        return TestDelivery.example("payments/request.json");
    }

    static String confirmation() {
        return TestDelivery.example("payments/confirmation.json");
    }

    @Override
    public void close() throws IOException {
        JdbcClient.create(database).sql("delete from dossier").update();
        work.close();
        delivery.close();
        systems.close();
        provider.close();
    }
}
