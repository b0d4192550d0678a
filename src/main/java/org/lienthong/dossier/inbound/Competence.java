package org.lienthong.dossier.inbound;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
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
        for (String unit = code; unit != null; unit = above(unit)) {
            if (registry.holder(unit, written).isPresent()) {
                return registry.resolve(unit, written, agencies.today());
            }
        }
        return new Resolution.Unknown(code);
    }

    /**
     * The code of the unit above, in the tree of its scheme: {@code H56.12} to {@code H56}, {@code 000.03.12.H56} to
     * {@code 000.00.12.H56} and on to {@code 000.00.00.H56}. Null at level 1.
     */
    static @Nullable String above(String code) {
        if (!code.matches("\\d{3}\\.\\d{2}\\.\\d{2}\\.[A-Y]\\d{2}")) {
            int end = code.lastIndexOf('.');
            return end < 0 ? null : code.substring(0, end);
        }
        if (!code.startsWith("000")) {
            return "000" + code.substring(3);
        }
        if (!code.startsWith("00", 4)) {
            return "000.00" + code.substring(6);
        }
        return code.startsWith("00", 7) ? null : "000.00.00" + code.substring(9);
    }
}
