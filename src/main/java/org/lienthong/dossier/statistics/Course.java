package org.lienthong.dossier.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.DossierState;

/**
 * When a dossier was received, paused and ended, as the indicators see it (QĐ 766/QĐ-TTg). Times are epoch seconds.
 *
 * @param start when it was received; 0 = it is not counted yet
 * @param end 0 = open
 * @param result whether it ended with a result (9, 10)
 * @param pauses while supplements were awaited, in order, none overlapping
 * @param requests how often a supplement was asked for
 * @param secondRequestAt {@link #NEVER} = there was none
 */
record Course(long start, long end, boolean result, List<Pause> pauses, int requests, long secondRequestAt) {

    static final long NEVER = Long.MAX_VALUE;

    /** @param to {@link #NEVER} = it still lasts */
    record Pause(long from, long to) {}

    static Course of(Dossier dossier, DossierFacts facts) {
        List<DossierEvent> events = accepted(dossier.history());
        long start = start(facts, events);
        long end = start == 0 ? 0 : end(facts, events);
        List<Pause> asked = asked(facts, events);
        boolean result = end > 0 && isDone(last(events));
        return new Course(
                start,
                end == 0 ? 0 : Math.max(start, end),
                result,
                merged(asked),
                asked.size(),
                asked.size() > 1 ? asked.get(1).from() : NEVER);
    }

    private static List<DossierEvent> accepted(List<DossierEvent> history) {
        for (int i = 0; i < history.size(); i++) {
            if (!history.get(i).accepted()) {
                return history.stream().filter(DossierEvent::accepted).toList();
            }
        }
        return history;
    }

    /** Seconds of pauses between start and a moment. */
    long paused(long until) {
        long sum = 0;
        for (Pause pause : pauses) {
            sum += Math.max(0, Math.min(until, pause.to()) - Math.max(start, pause.from()));
        }
        return sum;
    }

    /** The last second in time, given the appointment: each pause puts it off. */
    long inTimeUntil(long due) {
        long until = due;
        for (Pause pause : pauses) {
            if (pause.to() <= start) {
                continue;
            }
            if (pause.from() > until) {
                break;
            }
            if (pause.to() == NEVER) {
                return NEVER;
            }
            until += pause.to() - Math.max(start, pause.from());
        }
        return until;
    }

    /** {@code NgayTiepNhan}, else when the history first shows that it was received. */
    private static long start(DossierFacts facts, List<DossierEvent> events) {
        if (facts.receivedAt() > 0) {
            return facts.receivedAt();
        }
        for (DossierEvent event : events) {
            switch (event.state()) {
                case RECEIVED, PROCESSING, SUPPLEMENT_REQUESTED, PAYMENT_REQUESTED, DONE, RETURNED -> {
                    return event.at();
                }
                default -> {
                    // Tells nothing of a receipt.
                }
            }
        }
        return 0;
    }

    /** Status 9, else 10, else 8 or 3, else a withdrawal that nothing followed; 0 when none of them is the state. */
    private static long end(DossierFacts facts, List<DossierEvent> events) {
        DossierState state = last(events);
        if (isDone(state)) {
            if (facts.finishedAt() > 0) {
                return facts.finishedAt();
            }
            long done = first(events, DossierState.DONE);
            return done > 0 ? done : first(events, DossierState.RETURNED);
        }
        if (state == DossierState.STOPPED
                || state == DossierState.NOT_RECEIVED
                || state == DossierState.WITHDRAWAL_REQUESTED) {
            return sinceWhen(events, state);
        }
        return 0;
    }

    private static boolean isDone(@Nullable DossierState state) {
        return state == DossierState.DONE || state == DossierState.RETURNED;
    }

    private static @Nullable DossierState last(List<DossierEvent> events) {
        return events.isEmpty() ? null : events.get(events.size() - 1).state();
    }

    private static long first(List<DossierEvent> events, DossierState state) {
        for (DossierEvent event : events) {
            if (event.state() == state) {
                return event.at();
            }
        }
        return 0;
    }

    private static long sinceWhen(List<DossierEvent> events, DossierState state) {
        int place = events.size() - 1;
        while (place > 0 && events.get(place - 1).state() == state) {
            place--;
        }
        return events.get(place).at();
    }

    /**
     * The requests in order. The HoSo lists them; one whose answer is not in the list ended when the dossier left status 5.
     * Requests of which only progress tells count, too.
     */
    private static List<Pause> asked(DossierFacts facts, List<DossierEvent> events) {
        if (facts.supplements().isEmpty() && first(events, DossierState.SUPPLEMENT_REQUESTED) == 0) {
            return List.of();
        }
        List<Pause> all = new ArrayList<>();
        for (DossierFacts.Supplement one : facts.supplements()) {
            if (one.requestedAt() > 0) {
                long to = one.completedAt() > 0 ? one.completedAt() : left(events, one.requestedAt());
                all.add(new Pause(one.requestedAt(), Math.max(one.requestedAt(), to)));
            }
        }
        boolean waiting = false;
        for (DossierEvent event : events) {
            boolean asks = event.state() == DossierState.SUPPLEMENT_REQUESTED;
            if (asks && !waiting && all.stream().noneMatch(pause -> covers(pause, event.at()))) {
                all.add(new Pause(event.at(), left(events, event.at())));
            }
            waiting = asks;
        }
        all.sort(Comparator.comparingLong(Pause::from));
        return all;
    }

    private static boolean covers(Pause pause, long at) {
        return pause.from() <= at && at <= pause.to();
    }

    /** When the dossier first went on to another state after that moment. */
    private static long left(List<DossierEvent> events, long since) {
        for (DossierEvent event : events) {
            if (event.at() > since && event.state() != DossierState.SUPPLEMENT_REQUESTED) {
                return event.at();
            }
        }
        return NEVER;
    }

    private static List<Pause> merged(List<Pause> sorted) {
        List<Pause> merged = new ArrayList<>(sorted.size());
        for (Pause pause : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && pause.from() <= merged.get(last).to()) {
                merged.set(
                        last,
                        new Pause(
                                merged.get(last).from(),
                                Math.max(merged.get(last).to(), pause.to())));
            } else {
                merged.add(pause);
            }
        }
        return merged;
    }
}
