package org.lienthong.dossier.generate;

import java.time.LocalDate;
import java.util.List;
import org.lienthong.dossier.statistics.Procedure;

/**
 * What to generate. The same settings give the same bytes.
 *
 * @param seed of all chance
 * @param from first day on which dossiers are submitted
 * @param to the day after the last; nothing that happens later is told
 * @param dossiers how many
 * @param senders whose
 * @param procedures which they are about
 */
public record Load(
        long seed,
        LocalDate from,
        LocalDate to,
        long dossiers,
        List<Sender> senders,
        List<Procedure> procedures,
        Faults faults) {

    /** Dossiers and seconds have their place in one number, see {@link DossierStream}. */
    private static final long MOST_DOSSIERS = 1 << 29;

    private static final int MOST_DAYS = 3 * 366;

    public Load {
        senders = List.copyOf(senders);
        procedures = List.copyOf(procedures);
        if (!from.isBefore(to) || to.toEpochDay() - from.toEpochDay() > MOST_DAYS) {
            throw new IllegalArgumentException("--from is before --to, by three years at most");
        }
        if (dossiers < 1 || dossiers > MOST_DOSSIERS) {
            throw new IllegalArgumentException("dossiers: 1 to " + MOST_DOSSIERS);
        }
        if (senders.isEmpty() || procedures.isEmpty()) {
            throw new IllegalArgumentException("at least one agency and one procedure are needed");
        }
    }

    /** The same with another number of dossiers. */
    public Load withDossiers(long count) {
        return new Load(seed, from, to, count, senders, procedures, faults);
    }
}
