package org.lienthong.agency;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Made-up agencies, as few words each as a test needs. */
final class SampleAgencies {

    private SampleAgencies() {}

    static Agency agency(String id) {
        return agency(id, List.of(code(id, null, null)), List.of(), null);
    }

    static Agency succeeded(String id, @Nullable Succession succession) {
        return agency(id, List.of(code(id, null, null)), List.of(), succession);
    }

    static Agency agency(String id, List<AgencyCode> codes, List<String> aliases, @Nullable Succession succession) {
        return agency(id, null, codes, aliases, succession, Period.ALWAYS);
    }

    static Agency agency(
            String id,
            @Nullable String parent,
            List<AgencyCode> codes,
            List<String> aliases,
            @Nullable Succession succession,
            Period period) {
        return new Agency(
                id,
                parent == null ? List.of() : List.of(new AgencyParent(parent, Period.ALWAYS)),
                List.of(new AgencyName("Cơ quan " + id, null, Period.ALWAYS)),
                codes,
                aliases,
                Contact.NONE,
                succession,
                Delivery.BY_PULL,
                List.of(),
                List.of(),
                null,
                period,
                true,
                null,
                Revision.FILE);
    }

    static AgencyCode code(String value, @Nullable String from, @Nullable String to) {
        AgencyCode.Scheme scheme = value.length() == 13 ? AgencyCode.Scheme.QCVN102 : AgencyCode.Scheme.QD20;
        return new AgencyCode(scheme, value, new Period(day(from), day(to)));
    }

    static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
