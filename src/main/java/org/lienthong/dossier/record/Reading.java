package org.lienthong.dossier.record;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.DossierState;

/**
 * What a record says.
 *
 * @param code {@code MaHoSo} if it has the shape of one
 * @param otherCode {@code MaHoSoKhac}: the portal's code of a dossier that was submitted there
 * @param state null when the record has a defect
 * @param at business time, epoch seconds
 * @param traits see {@link org.lienthong.dossier.DossierEvent}
 * @param facts of a HoSo without defects
 * @param defects empty when the record is sound
 */
public record Reading(
        @Nullable String code,
        @Nullable String otherCode,
        @Nullable DossierState state,
        long at,
        int traits,
        @Nullable DossierFacts facts,
        List<Defect> defects) {

    /** A record that could not be read at all. */
    public static Reading broken(Reason reason) {
        return new Reading(null, null, null, 0, 0, null, List.of(new Defect("", reason)));
    }

    public boolean isSound() {
        return defects.isEmpty();
    }
}
