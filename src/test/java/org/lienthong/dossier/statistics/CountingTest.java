package org.lienthong.dossier.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.DossierFacts.Supplement;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.Verdict;

/** Each definition at its edges. The dossier is received on Monday 2026-11-02 at 8:00 and due on Wednesday 11-04 at 17:00. */
class CountingTest {

    private static final long RECEIVED = at(11, 2, 8, 0);
    private static final long DUE = at(11, 4, 17, 0);
    private static final int NOVEMBER = 202611;
    private static final int DECEMBER = 202612;

    private final Counting counting = new Counting(
            new Procedures(List.of(
                    new Procedure("1.000001", "", "", "", 2, Procedure.Unit.WORKING_DAY, true, true, null, null),
                    new Procedure("1.000002", "", "", "", 4, Procedure.Unit.DAY, false, false, null, null),
                    new Procedure("1.000003", "", "", "", 3, Procedure.Unit.HOUR, false, true, null, null))),
            new WorkingCalendar(Set.of(LocalDate.of(2026, 11, 3))));

    private static long at(int month, int day, int hour, int minute) {
        return LocalDateTime.of(2026, month, day, hour, minute).toEpochSecond(ZoneOffset.ofHours(7));
    }

    /** What a dossier is made of; each test changes what it is about. */
    private static final class Made {
        private String procedure = "1.000001";
        private int channel;
        private long received = RECEIVED;
        private long due = DUE;
        private long finished;
        private int payment = -1;
        private int flags;
        private final List<Supplement> supplements = new ArrayList<>();
        private final List<DossierEvent> history = new ArrayList<>();

        Made event(int state, long at) {
            return event(state, at, Verdict.ACCEPTED);
        }

        Made event(int state, long at, Verdict verdict) {
            DossierState of = DossierState.of(state);
            history.add(new DossierEvent(
                    of, RecordKind.PROGRESS, at, history.size(), 1, history.size(), 0, verdict, false));
            return this;
        }

        Made supplement(long requested, long completed) {
            supplements.add(new Supplement(requested, completed, 0));
            return this;
        }

        Dossier dossier() {
            DossierFacts facts = new DossierFacts(
                    procedure, "", channel, 0, received, due, 0, finished, 0, payment, 0, flags, supplements);
            return new Dossier("H41.01-261102-00001", "H41", history, facts, 0);
        }
    }

    private Map<String, Long> count(Made made) {
        Map<String, Long> counted = new TreeMap<>();
        counting.count(
                made.dossier(),
                (month, measure, amount) -> counted.merge(month + " " + measure.column(), amount, Long::sum));
        return counted;
    }

    private static Made received() {
        return new Made().event(2, RECEIVED);
    }

    private static String november(String measure) {
        return NOVEMBER + " " + measure;
    }

    @Test
    void countsNothingOfWhatWasNotReceived() {
        Made registered = new Made().event(1, RECEIVED);
        registered.received = 0;
        Made refused = new Made().event(1, RECEIVED).event(3, RECEIVED + 60);
        refused.received = 0;

        assertThat(count(registered)).isEmpty();
        assertThat(count(refused)).isEmpty();
        assertThat(new Dossier("x", "H41", List.of(), null, 0).facts()).isNull();
    }

    @Test
    void takesTheReceiptFromTheHistoryWhereTheRecordLeavesItOut() {
        Made made = new Made().event(2, at(10, 30, 9, 0)).event(4, RECEIVED);
        made.received = 0;

        assertThat(count(made)).containsEntry("202610 received", 1L);
    }

    @Test
    void endsAtStatusNineOtherwiseTen() {
        assertThat(count(received().event(9, DUE).event(10, DUE + 999))).doesNotContainKey(november("ended_late"));
        assertThat(count(received().event(10, DUE + 1))).containsEntry(november("ended_late"), 1L);
        assertThat(count(received().event(9, DUE))).containsEntry(november("ended"), 1L);
    }

    @Test
    void believesTheRecordOfTheEndBeforeTheHistory() {
        Made made = received().event(9, DUE + 600);
        made.finished = DUE - 600;

        assertThat(count(made)).doesNotContainKey(november("ended_late"));
    }

    @Test
    void endsWhenStoppedOrWithdrawnAndGoesOnAfterAWithdrawalTakenBack() {
        assertThat(count(received().event(7, DUE - 60).event(8, DUE + 60)))
                .containsEntry(november("ended_late"), 1L)
                .doesNotContainKey(november("finished"));
        assertThat(count(received().event(7, DUE - 60))).containsEntry(november("ended"), 1L);
        assertThat(count(received().event(7, DUE - 60).event(4, DUE - 30))).doesNotContainKey(november("ended"));
        assertThat(count(received().event(3, DUE - 60))).containsEntry(november("ended"), 1L);
    }

    @Test
    void doesNotBelieveFlaggedEvents() {
        assertThat(count(received().event(5, DUE - 60).event(9, DUE - 30, Verdict.REWRITTEN)))
                .doesNotContainKey(november("ended"));
    }

    @Test
    void subtractsTheTimeOfSupplements() {
        Made late = received().event(9, at(11, 5, 17, 0));
        Made inTime = received().event(9, at(11, 5, 17, 0)).supplement(at(11, 3, 8, 0), at(11, 4, 8, 0));
        Made oneSecondOver = received().event(9, at(11, 5, 17, 0) + 1).supplement(at(11, 3, 8, 0), at(11, 4, 8, 0));

        assertThat(count(late)).containsEntry(november("ended_late"), 1L);
        assertThat(count(inTime)).doesNotContainKey(november("ended_late"));
        assertThat(count(oneSecondOver)).containsEntry(november("ended_late"), 1L);
    }

    @Test
    void countsOverlappingSupplementsOnce() {
        Made made = received()
                .event(9, at(11, 5, 17, 0) + 1)
                .supplement(at(11, 3, 8, 0), at(11, 4, 8, 0))
                .supplement(at(11, 3, 9, 0), at(11, 4, 7, 0));

        assertThat(count(made)).containsEntry(november("ended_late"), 1L);
    }

    @Test
    void doesNotExcuseWhatWasLateBeforeTheSupplement() {
        Made made = received().event(9, DUE + 7200).supplement(DUE + 60, DUE + 7100);

        assertThat(count(made)).containsEntry(november("ended_late"), 1L);
    }

    @Test
    void waitsForAnOpenSupplementWithoutEnd() {
        Made made = received().event(5, DUE - 60).supplement(DUE - 60, 0);

        assertThat(count(made)).doesNotContainKey(november("overdue_in"));
    }

    @Test
    void knowsSupplementsFromTheHistoryAlone() {
        Made made =
                received().event(5, at(11, 3, 8, 0)).event(4, at(11, 4, 8, 0)).event(9, at(11, 5, 17, 0));

        assertThat(count(made)).doesNotContainKey(november("ended_late"));
    }

    @Test
    void countsMoreThanOneRequestWithoutResultAsLate() {
        long first = RECEIVED + 3600;
        Made open = received()
                .supplement(first, first + 600)
                .supplement(first + 1200, 0)
                .event(5, first + 1200);
        Made stopped = received()
                .supplement(first, first + 600)
                .supplement(first + 1200, 0)
                .event(5, first + 1200)
                .event(8, first + 9000);
        Made done = received()
                .supplement(first, first + 600)
                .supplement(first + 1200, first + 1800)
                .event(9, first + 9000);

        assertThat(count(open)).containsEntry(november("overdue_in"), 1L);
        assertThat(count(stopped)).containsEntry(november("ended_late"), 1L);
        assertThat(count(done)).doesNotContainKey(november("ended_late"));
    }

    @Test
    void isOverdueAtTheEndOfEveryMonthUntilItEnds() {
        Made open = received();
        Made ended = received().event(9, at(12, 2, 8, 0));

        assertThat(count(open)).containsEntry(november("overdue_in"), 1L);
        assertThat(count(ended))
                .containsEntry(november("overdue_in"), 1L)
                .containsEntry(DECEMBER + " overdue_out", 1L)
                .containsEntry(DECEMBER + " ended_late", 1L);
    }

    @Test
    void isInTimeAtTheEndOfAMonthWhenDueInTheNext() {
        Made made = received();
        made.due = at(12, 1, 17, 0);

        assertThat(count(made)).doesNotContainKey(november("overdue_in")).containsEntry(DECEMBER + " overdue_in", 1L);
    }

    @Test
    void givesABareDateItsWholeDay() {
        Made made = received().event(9, at(11, 4, 23, 59));
        made.due = at(11, 4, 0, 0);

        assertThat(count(made)).doesNotContainKey(november("ended_late"));
    }

    @Test
    void takesTheStatutoryTimeWhereNoAppointmentWasGiven() {
        // Two working days from Monday, Tuesday being a holiday: Thursday.
        Made thursday = received().event(9, at(11, 5, 23, 0));
        Made friday = received().event(9, at(11, 6, 0, 0));
        Made days = received().event(9, at(11, 6, 23, 0));
        days.procedure = "1.000002";
        Made hours = received().event(9, at(11, 2, 11, 1));
        hours.procedure = "1.000003.000.00.00.H41";
        List.of(thursday, friday, days, hours).forEach(made -> made.due = 0);

        assertThat(count(thursday)).doesNotContainKey(november("ended_late"));
        assertThat(count(friday)).containsEntry(november("ended_late"), 1L);
        assertThat(count(days)).doesNotContainKey(november("ended_late"));
        assertThat(count(hours)).containsEntry(november("ended_late"), 1L);
    }

    @Test
    void tellsHowManyHaveNoLimitAtAll() {
        Made made = received();
        made.due = 0;
        made.procedure = "9.999999";

        assertThat(count(made)).containsEntry(november("undated"), 1L).doesNotContainKey(november("overdue_in"));
    }

    @Test
    void measuresTimeInTheProceduresUnitWithoutSupplements() {
        Made working = received().event(9, at(11, 4, 10, 0));
        Made supplemented = received().event(9, at(11, 4, 10, 0)).supplement(at(11, 2, 20, 0), at(11, 4, 9, 0));
        Made days = received().event(9, at(11, 4, 10, 0));
        days.procedure = "1.000002";

        assertThat(count(working)).containsEntry(november("finished_seconds"), 26L * 3600);
        assertThat(count(supplemented)).containsEntry(november("finished_seconds"), 13L * 3600);
        assertThat(count(days)).containsEntry(november("finished_seconds"), 50L * 3600);
    }

    @Test
    void asksAnOnlineDossierForItsElectronicResultOnceThereIsOne() {
        Made open = received();
        Made paper = received().event(9, DUE);
        Made electronic = received().event(9, DUE);
        electronic.flags = DossierFacts.RESULT_LINK_AND_CODE | DossierFacts.RESULT_LINK;
        Made without = received().event(9, DUE);
        without.procedure = "1.000002";
        List.of(open, paper, electronic, without).forEach(made -> made.channel = 2);
        Made counter = received();

        assertThat(count(open)).containsEntry(november("online"), 1L);
        assertThat(count(paper)).doesNotContainKey(november("online")).containsEntry(november("received_online"), 1L);
        assertThat(count(electronic)).containsEntry(november("online"), 1L);
        assertThat(count(without)).containsEntry(november("online"), 1L);
        assertThat(count(counter)).doesNotContainKey(november("online"));
    }

    @Test
    void looksForOnlinePaymentOnlyWhereSomethingIsToBePaid() {
        Made paid = received();
        paid.payment = 2;
        Made asked = received();
        asked.payment = 3;
        Made zero = received();
        zero.payment = 1;
        zero.flags = DossierFacts.HAS_FEES | DossierFacts.FEES_ALL_ZERO;
        Made free = received();
        free.procedure = "1.000002";
        Made unknown = received();
        unknown.procedure = "9.999999";
        unknown.flags = DossierFacts.HAS_FEES;

        assertThat(count(paid)).containsEntry(november("fees_due"), 1L).containsEntry(november("paid_online"), 1L);
        assertThat(count(asked)).containsEntry(november("fees_due"), 1L).doesNotContainKey(november("paid_online"));
        assertThat(count(zero)).doesNotContainKey(november("fees_due")).doesNotContainKey(november("paid_online"));
        assertThat(count(free)).doesNotContainKey(november("fees_due"));
        assertThat(count(unknown)).containsEntry(november("fees_due"), 1L);
    }

    @Test
    void countsDataUsedAgainAndResultsOnFile() {
        Made reused = received().event(9, DUE);
        reused.flags = DossierFacts.COMPONENT_REUSED | DossierFacts.RESULT_LINK;
        Made stored = received().event(9, DUE);
        stored.flags = DossierFacts.PERSONAL_STORE | DossierFacts.COMPONENT_FILE;
        Made digitised = received().event(9, DUE);
        digitised.flags = DossierFacts.COMPONENT_FILE | DossierFacts.RESULT_LINK | DossierFacts.VNEID;

        assertThat(count(reused))
                .containsEntry(november("reused"), 1L)
                .containsEntry(november("electronic_result"), 1L)
                .doesNotContainKeys(november("digitised"), november("population"), november("personal_store"));
        assertThat(count(stored))
                .containsEntry(november("personal_store"), 1L)
                .containsEntry(november("population"), 1L)
                .doesNotContainKeys(november("electronic_result"), november("reused"));
        assertThat(count(digitised)).containsEntry(november("digitised"), 1L).containsEntry(november("population"), 1L);
    }

    @Test
    void saysWhatEndedOnADayBeforeItWasDue() {
        assertThat(count(received().event(9, at(11, 3, 23, 0)))).containsEntry(november("ended_early"), 1L);
        assertThat(count(received().event(9, at(11, 4, 8, 0)))).doesNotContainKey(november("ended_early"));
    }
}
