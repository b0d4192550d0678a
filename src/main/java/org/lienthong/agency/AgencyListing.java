package org.lienthong.agency;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One agency as the axis lists it on some day.
 *
 * @param parentId null at level 1
 * @param code by QĐ 20/2020, else its only code, else its id
 * @param oldCode by QCVN 102:2016, or null
 * @param deleted whether it no longer receives: closed, merged or split
 * @param modifiedAt when any of this last changed, on or before that day; the epoch when no change is known
 * @param version 0 for agencies from files
 */
public record AgencyListing(
        String id,
        @Nullable String parentId,
        String code,
        String name,
        @Nullable String mail,
        @Nullable String oldCode,
        boolean deleted,
        Instant modifiedAt,
        long version) {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    static AgencyListing of(Agency agency, LocalDate day) {
        String oldCode = agency.code(AgencyCode.Scheme.QCVN102, day).orElse(null);
        String code = agency.code(AgencyCode.Scheme.QD20, day).orElse(oldCode == null ? agency.id() : oldCode);
        return new AgencyListing(
                agency.id(),
                agency.parent(day),
                code,
                agency.name(day),
                agency.contact().mail(),
                oldCode,
                !agency.activeOn(day),
                modifiedAt(agency, day),
                agency.revision().number());
    }

    private static Instant modifiedAt(Agency agency, LocalDate day) {
        Instant registered = agency.revision().at();
        if (registered != null) {
            return registered;
        }
        return changes(agency)
                .filter(change -> !change.isAfter(day))
                .max(LocalDate::compareTo)
                .map(change -> change.atStartOfDay(VIETNAM).toInstant())
                .orElse(Instant.EPOCH);
    }

    private static Stream<LocalDate> changes(Agency agency) {
        Succession succession = agency.succession();
        Stream<Period> periods = Stream.concat(
                Stream.concat(
                        Stream.of(agency.period()), agency.parents().stream().map(AgencyParent::period)),
                Stream.concat(
                        agency.names().stream().map(AgencyName::period),
                        agency.codes().stream().map(AgencyCode::period)));
        return Stream.concat(
                periods.flatMap(period -> Stream.of(period.from(), period.to()).filter(Objects::nonNull)),
                Stream.ofNullable(succession == null ? null : succession.from()));
    }
}
