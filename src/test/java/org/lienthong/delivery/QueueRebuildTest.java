package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueRebuildTest extends DeliveryTest {

    @Test
    void putsBackWhatWasAtTheBrokerAndNothingElse() throws Exception {
        Receipt queued = hub.accept("G22", document(9001));
        Receipt done = hub.accept("G22", document(9002));
        hub.ledger.move(move(hub.delivery(queued, "G15"), DeliveryState.WAITING, DeliveryState.QUEUED));
        hub.ledger.move(move(hub.delivery(done, "G15"), DeliveryState.WAITING, DeliveryState.DONE));

        assertThat(new QueueRebuild(hub.dataSource, clock).run(count -> {})).isEqualTo(1);

        assertThat(hub.states(queued.exchangeId())).containsExactly("H41 open", "G15 waiting");
        assertThat(hub.states(done.exchangeId())).containsExactly("H41 open", "G15 done");
        assertThat(hub.rows("delivery where state = 0 and next_attempt_at is null"))
                .isZero();
        assertThat(hub.events()).containsExactly("accepted", "accepted", "queues-rebuilt");
    }

    @Test
    void isRecordedEvenWhenThereIsNothingToDo() throws Exception {
        assertThat(new QueueRebuild(hub.dataSource, clock).run(count -> {})).isZero();
        assertThat(hub.events()).containsExactly("queues-rebuilt");
    }
}
