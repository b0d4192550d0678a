package org.lienthong.dossier.sequence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final String code;
    private final String agency;
    private final @Nullable Dossier before;
    private final History history;
    private final Map<RecordPlace, DossierFacts> facts = new HashMap<>(4);
    private final @Nullable DossierEvent contentBefore;
    private boolean changed;

    /** @param before as it is stored; null when it is new */
    DossierFile(String code, String agency, @Nullable Dossier before) {
        this.code = code;
        this.agency = agency;
        this.before = before;
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
        changed = true;
        boolean firstContent = event.kind() == RecordKind.DOSSIER && !hasContent();
        boolean onlyContent = event.kind() == RecordKind.DOSSIER && history.content() == null;
        History.Change change = history.add(event);
        DossierEvent added = change.added();
        if (content != null) {
            facts.put(place(added), content);
        }
        deeds.accept(judged(added));
        change.changed().forEach(other -> deeds.accept(judged(other)));
        send(change, onlyContent, firstContent, deeds);
    }

    private boolean hasContent() {
        return history.events().stream().anyMatch(event -> event.kind() == RecordKind.DOSSIER);
    }

    /**
     * The portal gets what became true, unless something that happened later is true too; the first HoSo in any case, for
     * without it the portal takes no progress; and whatever stands for the dossier's state now and did not before.
     */
    private static void send(History.Change change, boolean onlyContent, boolean firstContent, Consumer<Deed> deeds) {
        List<DossierEvent> sent = new ArrayList<>(2);
        DossierEvent added = change.added();
        if (added.accepted() && (!added.late() || onlyContent)) {
            sent.add(added);
        }
        for (DossierEvent other : change.changed()) {
            if (other.accepted() && !other.late()) {
                sent.add(other);
            }
        }
        DossierEvent current = change.current();
        boolean corrected = current != null && !same(current, change.before());
        boolean behind = onlyContent && !firstContent;
        if (current != null && (corrected || behind) && sent.stream().noneMatch(one -> same(one, current))) {
            sent.add(current);
        }
        sent.forEach(one -> deeds.accept(new Deed.Send(place(one))));
    }

    private static boolean same(DossierEvent one, @Nullable DossierEvent other) {
        return other != null && one.batchNo() == other.batchNo() && one.index() == other.index();
    }

    private static Deed judged(DossierEvent event) {
        if (!event.accepted()) {
            return judge(event, Outcome.FLAGGED, reason(event));
        }
        return judge(event, event.late() ? Outcome.OUT_OF_ORDER : Outcome.ACCEPTED, null);
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
