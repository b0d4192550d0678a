package org.lienthong.dossier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dossier with its history.
 *
 * @param code {@code MaHoSo}
 * @param agency id of the agency that answers for it
 * @param history in the order of what happened: business time, then state, then arrival; events not accepted included
 * @param facts of the latest accepted HoSo; null as long as only progress came
 * @param portal whether the portal has it: 0 never accepted there, 1 accepted, 2 refused
 */
public record Dossier(
        String code,
        String agency,
        List<DossierEvent> history,
        @Nullable DossierFacts facts,
        int portal) {

    public Dossier {
        history = List.copyOf(history);
    }

    /** The last accepted event; null when none is. */
    public @Nullable DossierEvent current() {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.get(i).accepted()) {
                return history.get(i);
            }
        }
        return null;
    }

    /** The truthful state; null when no event is accepted. */
    public @Nullable DossierState state() {
        DossierEvent current = current();
        return current == null ? null : current.state();
    }
}
