package org.lienthong.dossier.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.dossier.DossierState.DONE;
import static org.lienthong.dossier.DossierState.PAYMENT_REQUESTED;
import static org.lienthong.dossier.DossierState.PROCESSING;
import static org.lienthong.dossier.DossierState.RECEIVED;
import static org.lienthong.dossier.DossierState.RETURNED;
import static org.lienthong.dossier.DossierState.STOPPED;
import static org.lienthong.dossier.DossierState.SUPPLEMENT_REQUESTED;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.Verdict;

class HistoryTest {

    private static long number;

    @Test
    void goesOnInTheUsualOrder() {
        History history = history(event(RECEIVED, 1), event(PROCESSING, 2), event(DONE, 3), event(RETURNED, 4));
        assertThat(history.events()).allMatch(DossierEvent::accepted).noneMatch(DossierEvent::late);
        assertThat(history.current().state()).isEqualTo(RETURNED);
    }

    @Test
    void flagsAWaitThatIsRewrittenToDone() {
        for (DossierState wait : List.of(SUPPLEMENT_REQUESTED, PAYMENT_REQUESTED, STOPPED)) {
            History history = history(event(PROCESSING, 1), event(wait, 2), event(DONE, 3), event(RETURNED, 4));
            assertThat(history.current().state()).isEqualTo(wait);
            assertThat(history.events().get(2).verdict()).isEqualTo(Verdict.REWRITTEN);
            assertThat(history.events().get(3).verdict()).isEqualTo(Verdict.REWRITTEN);
        }
    }

    @Test
    void believesARecordThatShowsHowTheWaitEnded() {
        assertThat(history(event(SUPPLEMENT_REQUESTED, 1), event(DONE, 2, DossierEvent.SUPPLEMENTED))
                        .current()
                        .state())
                .isEqualTo(DONE);
        assertThat(history(event(PAYMENT_REQUESTED, 1), event(DONE, 2, DossierEvent.PAID))
                        .current()
                        .state())
                .isEqualTo(DONE);
        assertThat(history(event(PAYMENT_REQUESTED, 1), event(DONE, 2, DossierEvent.SUPPLEMENTED))
                        .current()
                        .state())
                .isEqualTo(PAYMENT_REQUESTED);
    }

    @Test
    void flagsADoneThatItsOwnContentContradicts() {
        for (int trait :
                new int[] {DossierEvent.OPEN_SUPPLEMENT, DossierEvent.UNPAID, DossierEvent.REFUSED_WITHOUT_RESULT}) {
            History history = history(event(PROCESSING, 1), event(DONE, 2, trait));
            assertThat(history.events().get(1).verdict()).isEqualTo(Verdict.REWRITTEN);
            assertThat(History.isContradicted(history.events().get(1))).isTrue();
        }
    }

    @Test
    void judgesAgainWhenWhatWasMissingComesLate() {
        History history = history(event(PROCESSING, 1), event(SUPPLEMENT_REQUESTED, 2), event(DONE, 4));
        History.Change change = history.add(event(PROCESSING, 3));
        assertThat(change.added().late()).isFalse();
        assertThat(change.changed())
                .extracting(DossierEvent::state, DossierEvent::verdict)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(DONE, Verdict.ACCEPTED));
        assertThat(change.before().state()).isEqualTo(SUPPLEMENT_REQUESTED);
        assertThat(change.current().state()).isEqualTo(DONE);
    }

    @Test
    void takesBackWhatALateWaitShowsToBeRewritten() {
        History history = history(event(PROCESSING, 1), event(DONE, 3));
        History.Change change = history.add(event(SUPPLEMENT_REQUESTED, 2));
        assertThat(change.added().late()).isTrue();
        assertThat(change.changed()).extracting(DossierEvent::verdict).containsExactly(Verdict.REWRITTEN);
        assertThat(change.current().state()).isEqualTo(SUPPLEMENT_REQUESTED);
    }

    @Test
    void keepsWhatCannotBeButDoesNotBelieveIt() {
        History history = history(event(RETURNED, 1), event(PROCESSING, 2), event(RETURNED, 3));
        assertThat(history.events())
                .extracting(DossierEvent::verdict)
                .containsExactly(Verdict.ACCEPTED, Verdict.INVALID_TRANSITION, Verdict.ACCEPTED);
    }

    @Test
    void callsLateWhatComesAfterAnotherStateThatHappenedLater() {
        History history = history(event(RECEIVED, 1), event(PROCESSING, 5));
        assertThat(history.add(event(PROCESSING, 3)).added().late()).isFalse();
        assertThat(history.add(event(RECEIVED, 2)).added().late()).isTrue();
        assertThat(history.current().at()).isEqualTo(5);
    }

    /** The truth does not depend on the order of arrival, nor on how often a record comes. */
    @Test
    void hasOneTruthWhateverTheOrder() {
        Random random = new Random(11);
        for (int round = 0; round < 3000; round++) {
            List<DossierEvent> events = new ArrayList<>();
            int length = 1 + random.nextInt(7);
            for (int i = 0; i < length; i++) {
                DossierState state = DossierState.of(1 + random.nextInt(10));
                int traits = random.nextInt(3) == 0 ? random.nextInt(32) : 0;
                events.add(event(state, 100 + random.nextInt(8) * 10L + i, traits));
            }
            List<DossierEvent> truth = truth(events);
            for (int i = 0; i < 10; i++) {
                List<DossierEvent> shuffled = new ArrayList<>(events);
                shuffled.add(events.get(random.nextInt(length)));
                Collections.shuffle(shuffled, random);
                assertThat(truth(shuffled)).isEqualTo(truth);
            }
        }
    }

    @Test
    void isKeptInAFewBytes() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            List<DossierEvent> events = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                events.add(new DossierEvent(
                        DossierState.of(1 + random.nextInt(10)),
                        RecordKind.values()[random.nextInt(2)],
                        946684800L + random.nextInt(Integer.MAX_VALUE),
                        random.nextLong(),
                        random.nextLong() >>> 1 + random.nextInt(62),
                        random.nextInt(100_000),
                        random.nextInt(32),
                        Verdict.values()[random.nextInt(3)],
                        random.nextBoolean()));
            }
            assertThat(DossierCodec.events(DossierCodec.encode(events))).isEqualTo(events);
        }
        DossierFacts facts = new DossierFacts(
                "1.004616.000.00.00.H56",
                "",
                0,
                0,
                1763600000L,
                Long.MAX_VALUE,
                0,
                0,
                1,
                -1,
                999_999_999_999_999L,
                4095,
                List.of(new DossierFacts.Supplement(1763600000L, 0, 1763700000L)));
        byte[] stored = DossierCodec.encode(facts);
        assertThat(DossierCodec.facts(stored)).isEqualTo(facts);
        assertThat(stored.length).isLessThan(90);
        assertThat(DossierCodec.encode(List.of(event(DONE, 1763600000L)))).hasSizeLessThan(25);
    }

    private static List<DossierEvent> truth(List<DossierEvent> arrivals) {
        History history = new History(List.of());
        for (DossierEvent event : arrivals) {
            if (!history.contains(event)) {
                history = new History(DossierCodec.events(DossierCodec.encode(history.events())));
                history.add(event);
            }
        }
        // Whether it came late does depend on the order.
        return history.events().stream()
                .map(event -> new DossierEvent(
                        event.state(),
                        event.kind(),
                        event.at(),
                        event.digest(),
                        event.batchNo(),
                        event.index(),
                        event.traits(),
                        event.verdict(),
                        false))
                .toList();
    }

    private static History history(DossierEvent... events) {
        History history = new History(List.of());
        for (DossierEvent event : events) {
            history.add(event);
        }
        return history;
    }

    private static DossierEvent event(DossierState state, long at) {
        return event(state, at, 0);
    }

    private static DossierEvent event(DossierState state, long at, int traits) {
        number++;
        return new DossierEvent(
                state, RecordKind.DOSSIER, at, number * 31, number, (int) number, traits, Verdict.ACCEPTED, false);
    }
}
