package org.lienthong.dossier.statistics;

import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierFacts;

/**
 * What one dossier adds to which month: the definitions of the indicators (QĐ 766/QĐ-TTg), see docs/statistics.md. A pure
 * function of the dossier and of what is known about its procedure on the day of receipt; the time of asking plays no part.
 */
final class Counting {

    private static final int ONLINE = 2;
    private static final int PAID_AT_PORTAL = 1;
    private static final int PAID_ELSEWHERE = 2;

    private final Procedures procedures;
    private final WorkingCalendar calendar;

    /** Takes what a dossier adds. */
    interface Sink {
        void add(int month, Measure measure, long amount);
    }

    Counting(Procedures procedures, WorkingCalendar calendar) {
        this.procedures = procedures;
        this.calendar = calendar;
    }

    /** Of whose kind the dossier is counted: its procedure without the owner's suffix, empty when not told. */
    static String procedure(Dossier dossier) {
        DossierFacts facts = dossier.facts();
        return facts == null ? "" : Procedures.base(facts.procedure());
    }

    void count(Dossier dossier, Sink sink) {
        DossierFacts facts = dossier.facts();
        if (facts == null) {
            return;
        }
        Course course = Course.of(dossier, facts);
        if (course.start() == 0) {
            return;
        }
        Procedure procedure = procedures.find(facts.procedure(), WorkingCalendar.date(course.start()));
        countReceipt(facts, course, procedure, sink);
        countTime(facts, course, procedure, sink);
        if (course.result()) {
            countResult(facts, course, procedure, sink);
        }
    }

    private void countReceipt(DossierFacts facts, Course course, @Nullable Procedure procedure, Sink sink) {
        int month = calendar.month(course.start());
        sink.add(month, Measure.RECEIVED, 1);
        if (facts.channel() == ONLINE) {
            sink.add(month, Measure.RECEIVED_ONLINE, 1);
        }
        if (isOnline(facts, course, procedure)) {
            sink.add(month, Measure.ONLINE, 1);
        }
        if (isFeeDue(facts, procedure)) {
            sink.add(month, Measure.FEES_DUE, 1);
            if (facts.payment() == PAID_AT_PORTAL || facts.payment() == PAID_ELSEWHERE) {
                sink.add(month, Measure.PAID_ONLINE, 1);
            }
        }
        if (facts.has(DossierFacts.COMPONENT_REUSED) || facts.has(DossierFacts.MARKED_DIGITISED)) {
            sink.add(month, Measure.REUSED, 1);
        }
        if (facts.has(DossierFacts.PERSONAL_STORE)) {
            sink.add(month, Measure.PERSONAL_STORE, 1);
        }
        if (facts.has(DossierFacts.VNEID)
                || facts.has(DossierFacts.PERSONAL_STORE)
                || facts.has(DossierFacts.POPULATION_DATABASE)) {
            sink.add(month, Measure.POPULATION, 1);
        }
    }

    /** Once there is a result and the procedure yields a paper, the electronic one is asked for as well. */
    private static boolean isOnline(DossierFacts facts, Course course, @Nullable Procedure procedure) {
        boolean paper = procedure == null || procedure.paper();
        return facts.channel() == ONLINE
                && (!course.result() || !paper || facts.has(DossierFacts.RESULT_LINK_AND_CODE));
    }

    private static boolean isFeeDue(DossierFacts facts, @Nullable Procedure procedure) {
        boolean due = procedure == null ? facts.has(DossierFacts.HAS_FEES) : procedure.fee();
        return due && !facts.has(DossierFacts.FEES_ALL_ZERO);
    }

    private void countTime(DossierFacts facts, Course course, @Nullable Procedure procedure, Sink sink) {
        long due = due(facts, course, procedure);
        if (due == Course.NEVER) {
            sink.add(calendar.month(course.start()), Measure.UNDATED, 1);
        }
        long until = due == Course.NEVER ? Course.NEVER : course.inTimeUntil(due);
        long overdue = until == Course.NEVER ? Course.NEVER : until + 1;
        long lateWithoutResult = Math.min(overdue, course.secondRequestAt());
        if (course.end() == 0) {
            if (lateWithoutResult != Course.NEVER) {
                sink.add(month(lateWithoutResult, course), Measure.OVERDUE_IN, 1);
            }
            return;
        }
        int end = calendar.month(course.end());
        sink.add(end, Measure.ENDED, 1);
        if (course.end() >= (course.result() ? overdue : lateWithoutResult)) {
            sink.add(end, Measure.ENDED_LATE, 1);
        } else if (until != Course.NEVER && WorkingCalendar.date(course.end()).isBefore(WorkingCalendar.date(until))) {
            sink.add(end, Measure.ENDED_EARLY, 1);
        }
        if (lateWithoutResult != Course.NEVER && month(lateWithoutResult, course) < end) {
            sink.add(month(lateWithoutResult, course), Measure.OVERDUE_IN, 1);
            sink.add(end, Measure.OVERDUE_OUT, 1);
        }
    }

    private int month(long at, Course course) {
        return calendar.month(Math.max(at, course.start()));
    }

    /** The appointment, else what the law leaves; {@link Course#NEVER} when neither is known. */
    private long due(DossierFacts facts, Course course, @Nullable Procedure procedure) {
        if (facts.dueAt() > 0) {
            // A bare date ends with its day.
            return WorkingCalendar.isMidnight(facts.dueAt()) ? calendar.endOfDay(facts.dueAt(), 0) : facts.dueAt();
        }
        if (procedure == null) {
            return Course.NEVER;
        }
        return switch (procedure.unit()) {
            case WORKING_DAY -> calendar.endOfWorkingDay(course.start(), procedure.time());
            case DAY -> calendar.endOfDay(course.start(), procedure.time());
            case HOUR ->
                course.start() + (long) procedure.time() * procedure.unit().seconds();
        };
    }

    private void countResult(DossierFacts facts, Course course, @Nullable Procedure procedure, Sink sink) {
        int month = calendar.month(course.end());
        sink.add(month, Measure.FINISHED, 1);
        sink.add(month, Measure.FINISHED_SECONDS, worked(course, procedure));
        if (facts.has(DossierFacts.RESULT_LINK)) {
            sink.add(month, Measure.ELECTRONIC_RESULT, 1);
            if (facts.has(DossierFacts.COMPONENT_FILE)) {
                sink.add(month, Measure.DIGITISED, 1);
            }
        }
    }

    private long worked(Course course, @Nullable Procedure procedure) {
        if (procedure == null || procedure.unit() != Procedure.Unit.WORKING_DAY) {
            return course.end() - course.start() - course.paused(course.end());
        }
        long sum = calendar.workingSeconds(course.start(), course.end());
        for (Course.Pause pause : course.pauses()) {
            long from = Math.max(pause.from(), course.start());
            long to = Math.min(pause.to(), course.end());
            sum -= from < to ? calendar.workingSeconds(from, to) : 0;
        }
        return sum;
    }
}
