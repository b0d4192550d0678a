package org.lienthong.dossier.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.Verdict;

/**
 * The events of one dossier in the order in which they happened: business time, then state, then arrival. What is true is
 * found by going through them from the first: in whichever order they arrived, the same events have the same truth. Not
 * safe for use by several threads.
 */
public final class History {

    private static final int CONTRADICTIONS =
            DossierEvent.OPEN_SUPPLEMENT | DossierEvent.UNPAID | DossierEvent.REFUSED_WITHOUT_RESULT;

    private final List<DossierEvent> events;

    /** @param events in their order, as {@link #events} gave them */
    public History(List<DossierEvent> events) {
        this.events = new ArrayList<>(events);
    }

    public List<DossierEvent> events() {
        return List.copyOf(events);
    }

    public int size() {
        return events.size();
    }

    /** Whether the same dossier, state, time and content is there already. */
    public boolean contains(DossierEvent event) {
        for (DossierEvent known : events) {
            if (known.at() == event.at()
                    && known.digest() == event.digest()
                    && known.state() == event.state()
                    && known.kind() == event.kind()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Puts an event into its place and judges all of them anew.
     *
     * @return what changed
     */
    public Change add(DossierEvent event) {
        DossierEvent before = current();
        int place = events.size();
        while (place > 0 && isAfter(events.get(place - 1), event)) {
            place--;
        }
        DossierEvent added = with(event, event.traits(), event.verdict(), isLate(event, place));
        events.add(place, added);
        List<DossierEvent> changed = judge(place);
        return new Change(events.get(place), changed, before, current());
    }

    /**
     * What an event changed.
     *
     * @param added as it was judged
     * @param changed the others whose verdict is another one now, in their order
     * @param before the event that stood for the dossier's state; null when none did
     * @param current the one that does now
     */
    public record Change(
            DossierEvent added,
            List<DossierEvent> changed,
            @Nullable DossierEvent before,
            @Nullable DossierEvent current) {}

    private static boolean isAfter(DossierEvent one, DossierEvent other) {
        return one.at() != other.at()
                ? one.at() > other.at()
                : one.state().ordinal() > other.state().ordinal();
    }

    /** Late is what comes when another state is known that happened later. */
    private boolean isLate(DossierEvent event, int place) {
        for (int i = place; i < events.size(); i++) {
            if (events.get(i).accepted() && events.get(i).state() != event.state()) {
                return true;
            }
        }
        return false;
    }

    /** The last accepted event; null when none is. */
    public @Nullable DossierEvent current() {
        return last(null);
    }

    /** The HoSo whose content counts: the last accepted one. */
    public @Nullable DossierEvent content() {
        return last(RecordKind.DOSSIER);
    }

    private @Nullable DossierEvent last(@Nullable RecordKind kind) {
        for (int i = events.size() - 1; i >= 0; i--) {
            DossierEvent event = events.get(i);
            if (event.accepted() && (kind == null || event.kind() == kind)) {
                return event;
            }
        }
        return null;
    }

    /** Notes whether the portal is to get an event. */
    public void send(DossierEvent event, boolean sent) {
        for (int i = 0; i < events.size(); i++) {
            DossierEvent known = events.get(i);
            if (known.batchNo() == event.batchNo() && known.index() == event.index()) {
                int traits = sent ? known.traits() | DossierEvent.SENT : known.traits() & ~DossierEvent.SENT;
                events.set(i, with(known, traits, known.verdict(), known.late()));
            }
        }
    }

    private List<DossierEvent> judge(int added) {
        List<DossierEvent> changed = List.of();
        DossierState state = null;
        for (int i = 0; i < events.size(); i++) {
            DossierEvent event = events.get(i);
            Verdict verdict = verdict(state, event);
            if (verdict != event.verdict()) {
                event = with(event, event.traits(), verdict, event.late());
                events.set(i, event);
                if (i != added) {
                    changed = changed.isEmpty() ? new ArrayList<>() : changed;
                    changed.add(event);
                }
            }
            state = verdict == Verdict.ACCEPTED ? event.state() : state;
        }
        return changed;
    }

    static Verdict verdict(@Nullable DossierState state, DossierEvent next) {
        boolean finished = next.state() == DossierState.DONE || next.state() == DossierState.RETURNED;
        if (finished && isContradicted(next)) {
            return Verdict.REWRITTEN;
        }
        if (state == null || state == next.state()) {
            return Verdict.ACCEPTED;
        }
        if (finished && state.isWaiting()) {
            return endsTheWait(state, next) ? Verdict.ACCEPTED : Verdict.REWRITTEN;
        }
        return state.mayBecome(next.state()) ? Verdict.ACCEPTED : Verdict.INVALID_TRANSITION;
    }

    /** Whether the record's own content says that what it calls finished is not. */
    public static boolean isContradicted(DossierEvent event) {
        return (event.traits() & CONTRADICTIONS) != 0;
    }

    private static boolean endsTheWait(DossierState waiting, DossierEvent next) {
        return switch (waiting) {
            case SUPPLEMENT_REQUESTED -> (next.traits() & DossierEvent.SUPPLEMENTED) != 0;
            case PAYMENT_REQUESTED -> (next.traits() & DossierEvent.PAID) != 0;
            default -> false;
        };
    }

    private static DossierEvent with(DossierEvent event, int traits, Verdict verdict, boolean late) {
        return new DossierEvent(
                event.state(),
                event.kind(),
                event.at(),
                event.digest(),
                event.batchNo(),
                event.index(),
                traits,
                verdict,
                late);
    }
}
