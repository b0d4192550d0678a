package org.lienthong.dossier.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.delivery.TestDelivery;
import org.lienthong.problem.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A day with a difference of each kind planted in it. */
class ReconcilerTest {

    private static final LocalDate DAY = LocalDate.of(2025, 9, 1);
    private static final String HEAD = "MaGiaoDich,MaTraCuuTT,MaHoSo,SoTien,TrangThai,ThoiGianThanhToan\n";

    @TempDir
    Path directory;

    private TestPayments hub;

    @BeforeEach
    void open() throws IOException {
        hub = new TestPayments(directory);
        for (int i = 1; i <= 6; i++) {
            hub.ask(TestPayments.request().replace("TT-000101", "TT-" + i));
        }
        for (int i : List.of(1, 2, 3, 6)) {
            hub.confirm(
                    TestPayments.confirmation().replace("TT-000101", "TT-" + i).replace("GD-2026-000101", "GD-" + i));
        }
    }

    @AfterEach
    void close() throws IOException {
        hub.close();
    }

    private Reconciliation reconcile(String csv) {
        byte[] bytes = csv.getBytes(UTF_8);
        return hub.reconciler.reconcile(DAY, "G22", Statement.csv(bytes, 100), bytes, "operator", "trace");
    }

    private static String line(String transaction, String reference, long amount, int state) {
        return transaction + "," + reference + ",," + amount + "," + state + ",20250901235959\n";
    }

    @Test
    void findsEachPlantedDifferenceAndNothingElse() {
        Reconciliation result = reconcile(HEAD
                + line("GD-1", "H41-TT-1", 20_000, 1) // as here
                + line("GD-2", "H41-TT-2", 20_001, 1) // amount
                // GD-3 is missing there
                + line("GD-4", "H41-TT-4", 20_000, 1) // its confirmation never came
                + line("GD-5", "H41-TT-5", 20_000, 0) // failed there, not paid here: as here
                + line("GD-6", "H41-TT-6", 20_000, 1) // as here
                + line("GD-6", "H41-TT-6", 20_000, 1) // listed twice
                + line("GD-7", "H41-TT-6", 20_000, 1) // paid twice
                + line("GD-8", "H41-TT-8", 5_000, 1)); // nobody asked for it

        assertThat(result.differences())
                .extracting(d -> d.kind().word() + " " + d.reference() + " " + d.transaction() + " " + d.amount() + " "
                        + d.platformAmount() + " " + d.state() + " " + d.platformState())
                .containsExactly(
                        "missing-here H41-TT-8 GD-8 null 5000 null paid",
                        "missing-there H41-TT-3 GD-3 20000 null confirmed null",
                        "amount H41-TT-2 GD-2 20000 20001 confirmed paid",
                        "state H41-TT-4 GD-4 20000 20000 forwarded paid",
                        "doubled H41-TT-6 GD-6 20000 20000 confirmed paid",
                        "doubled H41-TT-6 GD-7 20000 20000 confirmed paid");
        assertThat(result.matched()).isEqualTo(2);
        assertThat(result.here()).isEqualTo(new Reconciliation.Total(4, 80_000));
        assertThat(result.there()).isEqualTo(new Reconciliation.Total(7, 125_001));
        assertThat(Reconciler.csv(result))
                .startsWith("kind,MaTraCuuTT,MaGiaoDich,MaHoSo,amount,platformAmount,state,platformState\r\n"
                        + "missing-here,H41-TT-8,GD-8,,,5000,,paid\r\n");
    }

    @Test
    void aPaymentThatThePlatformTakesBackDiffersInState() {
        Reconciliation result = reconcile(HEAD
                + line("GD-1", "H41-TT-1", 20_000, 0)
                + line("GD-2", "H41-TT-2", 20_000, 1)
                + line("GD-3", "H41-TT-3", 20_000, 1)
                + line("GD-6", "H41-TT-6", 20_000, 1));
        assertThat(result.differences())
                .extracting(d -> d.kind().word() + " " + d.reference() + " " + d.state() + " " + d.platformState())
                .containsExactly("state H41-TT-1 confirmed failed");
    }

    @Test
    void theSameListGivesTheSameResultAndChangesNothing() {
        String csv = HEAD + line("GD-1", "H41-TT-1", 1, 1);
        String before = rows();
        assertThat(reconcile(csv)).isEqualTo(reconcile(csv));
        assertThat(rows()).isEqualTo(before);
    }

    private String rows() {
        return JdbcClient.create(hub.database)
                .sql("select string_agg(p::text, E'\\n' order by reference) from payment p")
                .query(String.class)
                .single();
    }

    @Test
    void readsTheSameFromJsonAsFromCsv() {
        byte[] csv = TestDelivery.example("payments/day.csv").getBytes(UTF_8);
        byte[] json = ("[" + TestPayments.confirmation() + "]").getBytes(UTF_8);
        assertThat(Statement.csv(csv, 1)).isEqualTo(Statement.json(json, 1)).hasSize(1);
        assertThat(Statement.json("[]".getBytes(UTF_8), 1)).isEmpty();
        assertThat(Statement.csv(("\ufeff" + HEAD).getBytes(UTF_8), 1)).isEmpty();
    }

    @Test
    void refusesListsThatAreNone() {
        for (String csv :
                List.of("", "a,b\n1,2\n", HEAD + "GD-1\n", HEAD + "\"GD-1", HEAD + line("GD-1", "R", -1, 1))) {
            assertThatThrownBy(() -> Statement.csv(csv.getBytes(UTF_8), 10))
                    .as(csv)
                    .isInstanceOf(ProblemException.class);
        }
        assertThatThrownBy(() -> Statement.csv((HEAD + line("GD-1", "R", 1, 1).repeat(2)).getBytes(UTF_8), 1))
                .isInstanceOf(ProblemException.class);
    }
}
