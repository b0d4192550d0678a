package org.lienthong.agency;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One row of {@code agency_registration}: what was registered about an agency from one change to the next. */
record Registration(
        String agencyId,
        String parentId,
        String code,
        String name,
        Contact contact,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        long version,
        Instant changedAt) {

    /** The agency that these rows, oldest first, tell of. Rows closed on the day they began leave no trace in time. */
    static Agency agency(List<Registration> rows) {
        Registration last = rows.get(rows.size() - 1);
        List<AgencyName> names = new ArrayList<>();
        List<AgencyCode> codes = new ArrayList<>();
        for (Registration row : rows) {
            Period period = row.period();
            if (period != null) {
                names.add(new AgencyName(row.name, null, period));
                codes.add(new AgencyCode(row.scheme(), row.code, period));
            }
        }
        if (names.isEmpty()) {
            names.add(new AgencyName(last.name, null, Period.ALWAYS));
        }
        // A closed agency ends with its last row; an open one exists since its first.
        LocalDate founded = rows.get(0).validFrom;
        Period existence = founded.equals(last.validTo) ? new Period(null, founded) : new Period(founded, last.validTo);
        return new Agency(
                last.agencyId,
                List.of(new AgencyParent(last.parentId, Period.ALWAYS)),
                names,
                codes,
                List.of(),
                last.contact,
                null,
                Delivery.BY_PULL,
                List.of(),
                List.of(),
                null,
                existence,
                true,
                null,
                new Revision(last.version, last.changedAt));
    }

    boolean isOpen() {
        return validTo == null;
    }

    private @Nullable Period period() {
        return validFrom.equals(validTo) ? null : new Period(validFrom, validTo);
    }

    private AgencyCode.Scheme scheme() {
        return Objects.requireNonNull(AgencyCode.schemeOf(code), code);
    }
}
