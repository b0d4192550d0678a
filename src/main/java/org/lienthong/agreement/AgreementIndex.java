package org.lienthong.agreement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;

/**
 * Services and agreements by those who hold them on one day, after all mergers, so that a lookup costs a few hash look-ups
 * however many there are.
 */
final class AgreementIndex {

    private record Relation(ServiceId service, String consumer) {}

    private final AgreementFiles files;
    private final AgencyRegistry agencies;
    private final LocalDate day;
    private final Map<ServiceId, ServiceDefinition> services;
    private final Map<Relation, List<Agreement>> relations;
    private final Map<String, List<Agreement>> byConsumer;
    private final Map<String, Agreement> byId;

    AgreementIndex(AgreementFiles files, AgencyRegistry agencies, LocalDate day) {
        this.files = files;
        this.agencies = agencies;
        this.day = day;
        this.services = new HashMap<>(files.services());
        for (ServiceDefinition service : files.services().values()) {
            agencies.byId(service.id().provider())
                    .flatMap(provider -> agencies.receiver(provider, day))
                    .ifPresent(receiver -> services.putIfAbsent(
                            new ServiceId(receiver.id(), service.id().name()), service));
        }
        this.relations = new HashMap<>(files.agreements().size() * 2);
        this.byConsumer = new HashMap<>();
        this.byId = new HashMap<>(files.agreements().size() * 2);
        for (Agreement agreement : files.agreements()) {
            byId.put(agreement.id(), agreement);
            agencies.byId(agreement.consumer())
                    .flatMap(consumer -> agencies.receiver(consumer, day))
                    .ifPresent(receiver -> put(agreement, receiver.id()));
        }
    }

    private void put(Agreement agreement, String consumer) {
        relations
                .computeIfAbsent(new Relation(agreement.service(), consumer), key -> new ArrayList<>(1))
                .add(agreement);
        byConsumer.computeIfAbsent(consumer, key -> new ArrayList<>()).add(agreement);
    }

    boolean isOf(AgreementFiles otherFiles, AgencyRegistry otherAgencies, LocalDate otherDay) {
        return files == otherFiles && agencies == otherAgencies && day.equals(otherDay);
    }

    AgencyRegistry agencies() {
        return agencies;
    }

    LocalDate day() {
        return day;
    }

    /** Who acts for an agency today; null when nobody does. */
    @Nullable
    Agency acting(String id) {
        return agencies.byId(id)
                .flatMap(agency -> agencies.receiver(agency, day))
                .orElse(null);
    }

    /**
     * A service by the agency that offers it, or whose tasks that agency took over.
     *
     * @param provider id, code or alias
     */
    @Nullable
    ServiceDefinition service(String provider, String name) {
        Agency agency =
                agencies.byId(provider).or(() -> agencies.holder(provider, day)).orElse(null);
        if (agency == null) {
            return null;
        }
        ServiceDefinition own = services.get(new ServiceId(agency.id(), name));
        return own != null
                ? own
                : agencies.receiver(agency, day)
                        .map(receiver -> services.get(new ServiceId(receiver.id(), name)))
                        .orElse(null);
    }

    @Nullable
    Agreement agreement(String id) {
        return byId.get(id);
    }

    /** The service that an agreement is about. */
    ServiceDefinition declared(ServiceId id) {
        return Objects.requireNonNull(files.services().get(id), id::toString);
    }

    /** All agreements between a service and an agency, those included that are not in force. */
    List<Agreement> between(ServiceId service, String consumer) {
        return relations.getOrDefault(new Relation(service, consumer), List.of());
    }

    List<Agreement> of(String consumer) {
        return byConsumer.getOrDefault(consumer, List.of());
    }
}
