package org.lienthong.dossier.statistics;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.generate.TrueDossier;

/**
 * The counts of one period as one would do them by hand: look at each dossier as it stood when the period ended. Shares no
 * code with what it is compared with but the list of holidays.
 */
final class PlainCount {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final List<Procedure> procedures;
    private final Set<LocalDate> holidays;
    private final long start;
    private final long end;

    PlainCount(List<Procedure> procedures, Set<LocalDate> holidays, LocalDate from, LocalDate through) {
        this.procedures = procedures;
        this.holidays = holidays;
        this.start = from.atStartOfDay(VIETNAM).toEpochSecond();
        this.end = through.plusDays(1).atStartOfDay(VIETNAM).toEpochSecond() - 1;
    }

    Map<String, Map<String, Long>> count(List<TrueDossier> dossiers, Function<TrueDossier, String> key) {
        Map<String, Map<String, Long>> counted = new TreeMap<>();
        for (TrueDossier dossier : dossiers) {
            if (dossier.receivedAt() > 0 && dossier.receivedAt() <= end) {
                Map<String, Long> of = counted.computeIfAbsent(key.apply(dossier), any -> new TreeMap<>());
                count(dossier, of);
            }
        }
        counted.values().removeIf(Map::isEmpty);
        return counted;
    }

    private void count(TrueDossier dossier, Map<String, Long> of) {
        if (dossier.receivedAt() >= start) {
            countReceived(dossier, of);
        } else if (finalEnd(dossier) == 0 || finalEnd(dossier) >= start) {
            add(of, "carried_over", 1);
        }
        long ended = finalEnd(dossier);
        if (ended == 0 || ended > end) {
            boolean late = isLateAt(dossier, end, false);
            add(of, "open", 1);
            add(of, late ? "open_overdue" : "in_time", 1);
        } else if (ended >= start) {
            boolean late = isLateAt(dossier, ended, dossier.doneAt() > 0);
            add(of, "ended", 1);
            add(of, late ? "ended_late" : "in_time", 1);
            LocalDate lastDay = day(due(dossier) + paused(dossier, ended));
            if (!late && day(ended).isBefore(lastDay)) {
                add(of, "ended_early", 1);
            }
            if (dossier.doneAt() > 0) {
                countFinished(dossier, of);
            }
        }
    }

    private void countReceived(TrueDossier dossier, Map<String, Long> of) {
        Procedure procedure = procedures.get(dossier.procedure());
        add(of, "received", 1);
        if (dossier.channel() == 2) {
            add(of, "received_online", 1);
            boolean done = dossier.doneAt() > 0;
            boolean electronic = dossier.resultLink() && dossier.resultCode();
            add(of, "online", !done || !procedure.paper() || electronic ? 1 : 0);
        }
        if (procedure.fee() && dossier.fee() != 0) {
            add(of, "fees_due", 1);
            add(of, "paid_online", dossier.payment() == 1 || dossier.payment() == 2 ? 1 : 0);
        }
        boolean marked = dossier.channel() != 0 && dossier.digitised();
        add(of, "reused", dossier.reused() || marked ? 1 : 0);
        add(of, "personal_store", dossier.personalStore() ? 1 : 0);
        add(of, "population", dossier.vneid() || dossier.personalStore() || dossier.populationDatabase() ? 1 : 0);
    }

    private void countFinished(TrueDossier dossier, Map<String, Long> of) {
        add(of, "finished", 1);
        add(of, "finished_seconds", seconds(dossier));
        add(of, "electronic_result", dossier.resultLink() ? 1 : 0);
        add(of, "digitised", dossier.resultLink() && dossier.digitised() ? 1 : 0);
    }

    /** Whatever happened after the period is left out by the callers. */
    private static long finalEnd(TrueDossier dossier) {
        if (dossier.doneAt() > 0) {
            return dossier.doneAt();
        }
        if (dossier.stoppedAt() > 0) {
            return dossier.stoppedAt();
        }
        List<TrueDossier.Step> steps = dossier.steps();
        TrueDossier.Step last = steps.get(steps.size() - 1);
        return last.state() == DossierState.WITHDRAWAL_REQUESTED ? last.at() : 0;
    }

    private boolean isLateAt(TrueDossier dossier, long moment, boolean result) {
        long asked = dossier.supplements().stream()
                .filter(one -> one.requestedAt() <= moment)
                .count();
        return !result && asked > 1 || moment - paused(dossier, moment) > due(dossier);
    }

    private static long paused(TrueDossier dossier, long moment) {
        long sum = 0;
        for (TrueDossier.Supplement one : dossier.supplements()) {
            long to = one.suppliedAt() == 0 ? moment : Math.min(one.suppliedAt(), moment);
            sum += Math.max(0, to - one.requestedAt());
        }
        return sum;
    }

    private long due(TrueDossier dossier) {
        if (dossier.dueAt() > 0) {
            return dossier.dueAt();
        }
        Procedure procedure = procedures.get(dossier.procedure());
        if (procedure.unit() == Procedure.Unit.HOUR) {
            return dossier.receivedAt() + procedure.time() * 3600L;
        }
        LocalDate day = day(dossier.receivedAt());
        int left = procedure.time();
        while (left > 0) {
            day = day.plusDays(1);
            if (procedure.unit() == Procedure.Unit.DAY || isWorked(day)) {
                left--;
            }
        }
        return day.atTime(LocalTime.of(23, 59, 59)).atZone(VIETNAM).toEpochSecond();
    }

    private long seconds(TrueDossier dossier) {
        boolean working = procedures.get(dossier.procedure()).unit() == Procedure.Unit.WORKING_DAY;
        long sum = seconds(dossier.receivedAt(), dossier.doneAt(), working);
        for (TrueDossier.Supplement one : dossier.supplements()) {
            sum -= seconds(one.requestedAt(), one.suppliedAt(), working);
        }
        return sum;
    }

    private long seconds(long from, long to, boolean working) {
        if (!working) {
            return to - from;
        }
        long sum = 0;
        for (LocalDate day = day(from); !day.isAfter(day(to)); day = day.plusDays(1)) {
            long begins = Math.max(from, day.atStartOfDay(VIETNAM).toEpochSecond());
            long ends = Math.min(to, day.plusDays(1).atStartOfDay(VIETNAM).toEpochSecond());
            sum += isWorked(day) ? ends - begins : 0;
        }
        return sum;
    }

    private boolean isWorked(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.contains(day);
    }

    private static LocalDate day(long at) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(at), VIETNAM);
    }

    private static void add(Map<String, Long> of, String name, long amount) {
        if (amount != 0) {
            of.merge(name, amount, Long::sum);
        }
    }
}
