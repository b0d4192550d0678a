package org.lienthong.dossier.sequence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.Outcome;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.Verdict;
import org.lienthong.dossier.history.History;
import org.lienthong.dossier.record.Reason;

/** One dossier while records about it are taken up: its history, and what follows for them. */
final class DossierFile {

    /** Real dossiers have a few dozen; without a limit one dossier could keep the sequencer busy for ever. */
    static final int MOST_EVENTS = 1000;

    private final String code;
    private final String agency;
    private final @Nullable Dossier before;
    private final boolean portal;
    private final History history;
    private final Map<RecordPlace, DossierFacts> facts = new HashMap<>(4);
    private final @Nullable DossierEvent contentBefore;
    private boolean changed;

    /**
     * @param before as it is stored; null when it is new
     * @param portal whether there is a portal that gets anything
     */
    DossierFile(String code, String agency, @Nullable Dossier before, boolean portal) {
        this.code = code;
        this.agency = agency;
        this.before = before;
        this.portal = portal;
        this.history = new History(before == null ? List.of() : before.history());
        this.contentBefore = history.content();
    }

    String code() {
        return code;
    }

    boolean isNew() {
        return before == null;
    }

    @Nullable
    Dossier before() {
        return before;
    }

    boolean changed() {
        return changed;
    }

    /**
     * Takes up a record.
     *
     * @param content of a HoSo
     * @param deeds told what follows, in the order in which the portal is to get it
     */
    void add(DossierEvent event, @Nullable DossierFacts content, Consumer<Deed> deeds) {
        if (history.contains(event)) {
            deeds.accept(judge(event, Outcome.DUPLICATE, null));
            return;
        }
        if (history.size() == MOST_EVENTS) {
            deeds.accept(judge(event, Outcome.FLAGGED, Reason.TOO_MANY));
            return;
        }
        changed = true;
        History.Change change = history.add(event);
        DossierEvent added = change.added();
        if (content != null) {
            facts.put(place(added), content);
        }
        judged(added, deeds);
        change.changed().forEach(other -> judged(other, deeds));
        if (portal) {
            send(change, deeds);
        }
    }

    /**
     * The portal gets what became true, unless something that happened later is true too; and whatever stands for the
     * dossier's state now and did not before. Without a HoSo it takes no progress, so it gets one in any case.
     */
    private void send(History.Change change, Consumer<Deed> deeds) {
        Set<RecordPlace> sent = new HashSet<>(4);
        addTimely(sent, change.added());
        change.changed().forEach(other -> addTimely(sent, other));
        DossierEvent current = change.current();
        if (current != null && !same(current, change.before())) {
            sent.add(place(current));
        }
        DossierEvent content = history.content();
        if (content != null && !isAtPortal()) {
            overtaken(content, sent, deeds);
            sent.add(place(content));
            if (current != null && (current.traits() & DossierEvent.SENT) == 0) {
                sent.add(place(current));
            }
        }
        if (sent.isEmpty()) {
            return;
        }
        for (DossierEvent event : history.events()) {
            if (sent.contains(place(event))) {
                history.send(event, true);
                deeds.accept(new Deed.Send(place(event), event.kind()));
            }
        }
    }

    private void addTimely(Set<RecordPlace> sent, DossierEvent event) {
        if (event.accepted() && !isLate(event)) {
            sent.add(place(event));
        }
    }

    /** Late is also what was not believed until the portal had got something that happened later. */
    private boolean isLate(DossierEvent event) {
        if (event.late()) {
            return true;
        }
        boolean later = false;
        for (DossierEvent other : history.events()) {
            if (later
                    && other.accepted()
                    && other.state() != event.state()
                    && (other.traits() & DossierEvent.SENT) != 0) {
                return true;
            }
            later |= same(other, event);
        }
        return false;
    }

    /** Whether the portal has some HoSo of it, or is about to get one. */
    private boolean isAtPortal() {
        return before != null && before.portal() == 1
                || history.events().stream()
                        .anyMatch(event -> event.kind() == RecordKind.DOSSIER
                                && event.accepted()
                                && (event.traits() & DossierEvent.SENT) != 0);
    }

    /** Progress that waits for a HoSo which says that more has happened since would take the portal backwards. */
    private void overtaken(DossierEvent content, Set<RecordPlace> sent, Consumer<Deed> deeds) {
        for (DossierEvent event : history.events()) {
            if (same(event, content)) {
                return;
            }
            if (event.accepted() && event.kind() == RecordKind.PROGRESS) {
                sent.remove(place(event));
                history.send(event, false);
                deeds.accept(new Deed.Cancel(place(event)));
            }
        }
    }

    private static boolean same(DossierEvent one, @Nullable DossierEvent other) {
        return other != null && one.batchNo() == other.batchNo() && one.index() == other.index();
    }

    private void judged(DossierEvent event, Consumer<Deed> deeds) {
        if (event.accepted()) {
            deeds.accept(judge(event, isLate(event) ? Outcome.OUT_OF_ORDER : Outcome.ACCEPTED, null));
            return;
        }
        history.send(event, false);
        deeds.accept(judge(event, Outcome.FLAGGED, reason(event)));
        deeds.accept(new Deed.Cancel(place(event)));
    }

    private static Reason reason(DossierEvent event) {
        if (event.verdict() == Verdict.INVALID_TRANSITION) {
            return Reason.INVALID_TRANSITION;
        }
        return History.isContradicted(event) ? Reason.CONTRADICTED_STATE : Reason.REWRITTEN_STATE;
    }

    private static Deed judge(DossierEvent event, Outcome outcome, @Nullable Reason reason) {
        return new Deed.Judge(place(event), event.kind(), outcome, reason);
    }

    private static RecordPlace place(DossierEvent event) {
        return new RecordPlace(event.batchNo(), event.index());
    }

    /** Reads the facts of a record that came before. */
    interface Facts {
        @Nullable
        DossierFacts read(RecordPlace record) throws java.sql.SQLException;
    }

    /** The dossier as it is now. */
    Dossier after(Facts stored) throws java.sql.SQLException {
        DossierEvent content = history.content();
        DossierFacts now = null;
        if (content != null) {
            now = facts.get(place(content));
            if (now == null && before != null && same(content, contentBefore)) {
                now = before.facts();
            }
            if (now == null) {
                now = stored.read(place(content));
            }
        }
        return new Dossier(code, agency, history.events(), now, before == null ? 0 : before.portal());
    }
}
