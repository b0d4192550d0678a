package org.lienthong.dossier.inbound;

import java.time.LocalDate;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.AgencyCode;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.Resolution;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * Finds the agency whose one-stop system handles a dossier. Reception does not depend on the administrative boundary (NĐ
 * 118/2025/NĐ-CP), so an agency that the record names goes before the one in the dossier's code. A unit that is not in the
 * register belongs to the nearest agency above it that is: one-stop systems are those of provinces and ministries.
 */
final class Competence {

    private final Agencies agencies;

    Competence(Agencies agencies) {
        this.agencies = agencies;
    }

    /**
     * Who receives today for who held the code on the day of the dossier.
     *
     * @throws ProblemException {@code UNKNOWN_RECIPIENT} naming the code
     */
    Resolution of(PortalDossier dossier) {
        String named = dossier.competent();
        String code = named == null ? dossier.code().issuer() : named;
        Resolution resolution = resolve(code, dossier.code().day());
        if (resolution instanceof Resolution.Unknown) {
            throw new ProblemException(
                    ProblemType.UNKNOWN_RECIPIENT,
                    "No agency in the register is in charge: nobody holds, or took over from, " + code + ".",
                    "Không có cơ quan nào trong danh mục phụ trách mã " + code + ".",
                    new Violation(dossier.pointer(), "no agency has the code " + code));
        }
        return resolution;
    }

    private Resolution resolve(String code, LocalDate written) {
        AgencyRegistry registry = agencies.current();
        for (String unit = code; unit != null; unit = AgencyCode.above(unit)) {
            if (registry.holder(unit, written).isPresent()) {
                return registry.resolve(unit, written, agencies.today());
            }
        }
        return new Resolution.Unknown(code);
    }
}
