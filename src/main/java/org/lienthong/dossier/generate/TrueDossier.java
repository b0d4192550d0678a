package org.lienthong.dossier.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;

/**
 * What really became of a dossier, whatever its agency's system told late, twice or wrongly. What the system has no field
 * for is not known: those that send the fields of 2020 tell no channel, no payment, no submission. Times are epoch seconds,
 * 0 = did not happen.
 *
 * @param procedure place in the load's procedures
 * @param channel 1 counter, 2 online, 3 post, 0 not told
 * @param payment {@code DuocThanhToanTrucTuyen}; -1 not told
 * @param fee of the dossier in VND; -1 = none is due
 * @param resultLink whether the result's file was given
 * @param resultCode whether the result's code was given with it
 * @param digitised whether a component's file was given
 * @param steps in the order in which they happened
 */
public record TrueDossier(
        String code,
        String agency,
        int procedure,
        int channel,
        long submittedAt,
        long receivedAt,
        long dueAt,
        long doneAt,
        long returnedAt,
        long stoppedAt,
        long refusedAt,
        List<Supplement> supplements,
        int payment,
        long fee,
        boolean resultLink,
        boolean resultCode,
        boolean digitised,
        boolean reused,
        boolean personalStore,
        boolean vneid,
        boolean populationDatabase,
        List<Step> steps) {

    /** @param suppliedAt 0 = not yet */
    public record Supplement(long requestedAt, long suppliedAt) {}

    /** @param rewritten whether its record says done (9) instead */
    public record Step(RecordKind kind, DossierState state, long at, boolean rewritten) {}

    public TrueDossier {
        supplements = List.copyOf(supplements);
        steps = List.copyOf(steps);
    }

    /** Null when nothing of it is told before the end. */
    public @Nullable DossierState state() {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1).state();
    }
}
