package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.document.BusinessState;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

class OperatorQueueTest extends DeliveryTest {

    private OperatorQueue queue;

    @BeforeEach
    void queue() {
        queue = new OperatorQueue(hub.jdbc, hub.ledger, hub.addressing, hub.relay, hub.arrivals, clock);
    }

    @Test
    void listsNothingThatGoesItsWay() {
        hub.accept("G22", document());
        assertThat(queue.list(10)).isEmpty();
    }

    @Test
    void listsDeadLettersLongestWaitingFirst() {
        UUID first = deadLetter(9001);
        clock.advance(SOON);
        UUID second = deadLetter(9002);
        assertThat(ids(10)).containsExactly(first, second);
        assertThat(ids(1)).containsExactly(first);
        OperatorQueue.Item item = queue.list(1).get(0);
        assertThat(item.state()).isEqualTo("dead");
        assertThat(item.sender()).isEqualTo("G22");
        assertThat(item.recipient()).isEqualTo("G15");
        assertThat(item.kind()).isEqualTo("document");
        assertThat(item.reason()).isEqualTo("answered 500");
        assertThat(item.attempts()).isEqualTo(4);
    }

    @Test
    void replaysADeadLetterOnce() {
        UUID dead = deadLetter(9001);
        assertThat(queue.replay(dead, "operator")).isTrue();
        assertThat(queue.replay(dead, "operator")).isFalse();
        assertThat(queue.list(10)).isEmpty();
        assertThat(state(dead)).isEqualTo(DeliveryState.WAITING);
        assertThat(hub.events()).endsWith("dead-lettered", "replayed");
    }

    @Test
    void givesAReplayedLetterAnotherRoundOfAttempts() {
        UUID dead = deadLetter(9001);
        queue.replay(dead, "operator");
        fail(dead);
        assertThat(state(dead)).isEqualTo(DeliveryState.WAITING);
        assertThat(hub.events()).endsWith("replayed", "attempt-failed");
    }

    @Test
    void replaysNothingElse() {
        UUID open = hub.delivery(hub.accept("G22", document()), "H41");
        assertThat(queue.replay(open, "operator")).isFalse();
        assertThat(queue.replay(UUID.randomUUID(), "operator")).isFalse();
        assertThat(hub.events()).containsExactly("accepted");
    }

    @Test
    void assignsWhatWasSentToASplitAgency() {
        Receipt receipt = hub.accept("G22", documentTo("H90"));
        UUID undecided = hub.delivery(receipt, "H90");
        assertThat(queue.list(10).get(0).state()).isEqualTo("undecided");

        assertThat(queue.assign(undecided, "H41", "operator")).isTrue();
        assertThat(queue.assign(undecided, "H41", "operator")).isFalse();
        assertThat(hub.states(receipt.exchangeId())).containsExactly("H41 open", "G15 waiting");
        assertThat(listed("H41")).containsExactly(undecided);
        assertThat(queue.list(10)).isEmpty();
        assertThat(hub.events()).containsExactly("accepted", "assigned");
    }

    @Test
    void assignsWhatAnAgencyThatEndedLeftInItsMailbox() {
        Receipt receipt = hub.accept("G22", documentTo("H92"));
        UUID left = hub.delivery(receipt, "H92");
        assertThat(queue.list(10)).isEmpty();
        assertThat(queue.assign(left, "H41", "operator")).isFalse();

        clock.advance(Duration.ofDays(10));
        assertThat(ids(10)).containsExactly(left);
        assertThat(queue.assign(left, "H41", "operator")).isTrue();
        assertThat(queue.assign(left, "H41", "operator")).isFalse();
        assertThat(listed("H41")).containsExactly(left);
        assertThat(queue.list(10)).isEmpty();
        assertThat(hub.events()).containsExactly("accepted", "assigned");
    }

    @Test
    void aRecallThatNamesTheSplitAgencyReachesWhoeverWasAssigned() {
        Receipt letter = assignedTo("H41");
        Receipt recall = hub.accept("G22", status("13-recall-requested").replace(">H41<", ">H90<"));

        assertThat(recall.recipients()).containsExactly("H41");
        assertThat(hub.states(recall.exchangeId())).containsExactly("H41 open");
        hub.accept("H41", status("15-change-agreed"));
        assertThat(progress(letter)).isEqualTo(BusinessState.RECALLED);
    }

    @Test
    void aRecallBeforeTheDecisionWaitsForItToo() {
        hub.accept("G22", documentTo("H90"));
        Receipt recall = hub.accept("G22", status("13-recall-requested").replace(">H41<", ">H90<"));
        assertThat(hub.states(recall.exchangeId())).containsExactly("H90 undecided");
    }

    @Test
    void whoeverWasAssignedReportsAsARecipient() {
        Receipt letter = assignedTo("H41");
        Receipt status = hub.accept("H41", status("03-received"));

        assertThat(hub.states(status.exchangeId())).containsExactly("G22 open");
        assertThat(progress(letter)).isEqualTo(BusinessState.RECEIVED);
        assertThatThrownBy(() -> hub.accept("H90", status("04-assigned").replace(">H41<", ">H90<")))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.NOT_FOUND));
    }

    @Test
    void aSplitAgencyGoesOnSendingAndIsAnsweredByDecision() {
        Receipt letter = hub.accept("H90", document().replace("G22", "H90"));
        Receipt status = hub.accept("H41", status("03-received").replace("G22", "H90"));

        assertThat(hub.states(letter.exchangeId())).containsExactly("H41 open", "G15 waiting");
        assertThat(hub.states(status.exchangeId())).containsExactly("H90 undecided");
        assertThat(ids(10)).containsExactly(hub.delivery(status, "H90"));
    }

    private Receipt assignedTo(String agency) {
        Receipt letter = hub.accept("G22", documentTo("H90"));
        assertThat(queue.assign(hub.delivery(letter, "H90"), agency, "operator"))
                .isTrue();
        return letter;
    }

    private BusinessState progress(Receipt letter) {
        return hub.history
                .progress(new BusinessHistory.Known(letter.exchangeId(), "G22"), "H41")
                .state();
    }

    @Test
    void assignsToWhoeverHasAQueue() {
        Receipt receipt = hub.accept("G22", documentTo("H90"));
        queue.assign(hub.delivery(receipt, "H90"), "G15", "operator");
        assertThat(hub.states(receipt.exchangeId())).containsExactly("G15 waiting", "G15 waiting");
    }

    @Test
    void assignsToNobodyUnknown() {
        UUID undecided = hub.delivery(hub.accept("G22", documentTo("H90")), "H90");
        assertThatThrownBy(() -> queue.assign(undecided, "G99", "operator"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.UNKNOWN_RECIPIENT));
        assertThat(ids(10)).containsExactly(undecided);
    }

    private List<UUID> ids(int limit) {
        return queue.list(limit).stream().map(OperatorQueue.Item::deliveryId).toList();
    }

    private UUID deadLetter(int number) {
        UUID id = hub.delivery(hub.accept("G22", document(number)), "G15");
        for (int attempt = 0; attempt < 4; attempt++) {
            fail(id);
        }
        assertThat(state(id)).isEqualTo(DeliveryState.DEAD);
        return id;
    }

    private void fail(UUID id) {
        hub.ledger.move(move(id, DeliveryState.WAITING, DeliveryState.QUEUED));
        int attempts = hub.jdbc
                .sql("select attempts from delivery where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
        Deliveries deliveries = hub.deliveries();
        assertThat(deliveries.failed(deliveries.take(id, attempts).orElseThrow(), "jms", "answered 500"))
                .isTrue();
    }

    private DeliveryState state(UUID id) {
        return DeliveryState.of(hub.jdbc
                .sql("select state from delivery where id = ?")
                .param(id)
                .query(Integer.class)
                .single());
    }
}
