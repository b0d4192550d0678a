package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;

/** The example goes to H41, which pulled when it was accepted, and to G15, which had a queue. */
class ModeChangesTest extends DeliveryTest {

    @Test
    void changesNothingWhenNothingChanged() throws IOException {
        Receipt receipt = hub.accept("G22", document());

        assertThat(changes("{mode: pull}", "{mode: jms, queue: g15.documents}").apply())
                .isZero();
        assertThat(hub.states(receipt.exchangeId())).containsExactly("H41 open", "G15 waiting");
    }

    @Test
    void whatWasToBeSentCanBeFetched() throws IOException {
        Receipt waiting = hub.accept("G22", document(9001));
        Receipt queued = hub.accept("G22", document(9002));
        Receipt done = hub.accept("G22", document(9003));
        hub.ledger.move(move(hub.delivery(queued, "G15"), DeliveryState.WAITING, DeliveryState.QUEUED));
        hub.ledger.move(move(hub.delivery(done, "G15"), DeliveryState.WAITING, DeliveryState.DONE));

        assertThat(changes("{mode: pull}", "{mode: pull}").apply()).isEqualTo(2);
        assertThat(hub.states(waiting.exchangeId())).containsExactly("H41 open", "G15 open");
        assertThat(hub.states(queued.exchangeId())).containsExactly("H41 open", "G15 open");
        assertThat(hub.states(done.exchangeId())).containsExactly("H41 open", "G15 done");
        assertThat(listed("G15")).containsExactly(hub.delivery(waiting, "G15"), hub.delivery(queued, "G15"));
    }

    @Test
    void whatWasToBeFetchedIsSentUnlessItIsTakenAlready() throws IOException {
        Receipt open = hub.accept("G22", document(9001));
        Receipt taken = hub.accept("G22", document(9002));
        hub.ledger.move(move(hub.delivery(taken, "H41"), DeliveryState.OPEN, DeliveryState.PROCESSING));

        assertThat(changes("{mode: jms, queue: h41.documents}", "{mode: jms, queue: g15.documents}")
                        .apply())
                .isEqualTo(1);
        assertThat(hub.states(open.exchangeId())).containsExactly("H41 waiting", "G15 waiting");
        assertThat(hub.states(taken.exchangeId())).containsExactly("H41 processing", "G15 waiting");
        assertThat(hub.rows("delivery where state = 0 and next_attempt_at is null"))
                .isZero();
    }

    private ModeChanges changes(String h41, String g15) throws IOException {
        Path files = Files.createDirectories(directory.resolve("changed"));
        Files.writeString(files.resolve("sample.yaml"), """
                agencies:
                  - {id: G22, names: [{vi: Văn phòng Mẫu}], codes: [{scheme: QD20, value: G22}]}
                  - {id: H41, names: [{vi: Tỉnh Mẫu}], codes: [{scheme: QD20, value: H41}], delivery: %s}
                  - {id: G15, names: [{vi: Bộ Mẫu}], codes: [{scheme: QD20, value: G15}], delivery: %s}
                """.formatted(h41, g15));
        Agencies today = TestAgencies.of(files);
        return new ModeChanges(hub.jdbc, today, clock);
    }
}
