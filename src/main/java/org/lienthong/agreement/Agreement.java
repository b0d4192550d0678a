package org.lienthong.agreement;

import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Period;

/**
 * What two agencies agreed about one service (NĐ 47/2020 Art 38): who may ask, for what, and which fields of the answer
 * leave.
 *
 * @param id unique in the hub and never used again
 * @param consumer agency id as declared; successors of that agency use the agreement too
 * @param systems the consumer's systems that may ask, by what the caller says it is; any when empty
 * @param legalBasis the act and article that allow it
 * @param purposes codes, at least one
 * @param procedures codes of administrative procedures; any, and none, when empty
 * @param fields paths of the fields that leave, in the order of the service's definition
 * @param officers who of the consumer's may ask: whole ids, or beginnings that end in {@code *}; any when empty
 * @param identifiesOfficer whether a call must name an officer
 * @param identifiesCase whether a call must name a case
 * @param caching how long the consumer's answers may be kept and given again; zero: not at all (NĐ 47/2020 Art 41)
 * @param dataClass the highest class of the fields that leave, or higher
 * @param contact mail address for questions about the agreement
 */
public record Agreement(
        String id,
        ServiceId service,
        String consumer,
        Set<String> systems,
        String legalBasis,
        Set<String> purposes,
        Set<String> procedures,
        Set<String> fields,
        Period validity,
        Quota quota,
        Duration caching,
        DataClass dataClass,
        String contact,
        List<String> officers,
        boolean identifiesOfficer,
        boolean identifiesCase,
        List<Suspension> suspensions) {

    public Agreement {
        systems = Set.copyOf(systems);
        purposes = Set.copyOf(purposes);
        procedures = Set.copyOf(procedures);
        fields = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(fields));
        officers = List.copyOf(officers);
        suspensions = List.copyOf(suspensions);
        if (id.isBlank() || purposes.isEmpty() || fields.isEmpty()) {
            throw new IllegalArgumentException("an agreement has an id, a purpose and a field: '" + id + "'");
        }
    }

    /** The pause announced for that day, or null. */
    @Nullable
    Suspension suspendedOn(LocalDate day) {
        return suspensions.stream()
                .filter(suspension -> suspension.period().contains(day))
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether an announced pause began after one day and by the other: what was known before it is not to be used after.
     *
     * @param by inclusive
     */
    public boolean pausedBetween(LocalDate after, LocalDate by) {
        return suspensions.stream()
                .map(pause -> pause.period().from())
                .anyMatch(from -> from != null && from.isAfter(after) && !from.isAfter(by));
    }

    /** Whether no two calls could tell which of both is meant. */
    boolean overlaps(Agreement other) {
        return validity.overlaps(other.validity)
                && meet(purposes, other.purposes)
                && meetOrAny(procedures, other.procedures)
                && meetOrAny(systems, other.systems);
    }

    private static boolean meetOrAny(Set<String> one, Set<String> other) {
        return one.isEmpty() || other.isEmpty() || meet(one, other);
    }

    private static boolean meet(Set<String> one, Set<String> other) {
        return one.stream().anyMatch(other::contains);
    }
}
