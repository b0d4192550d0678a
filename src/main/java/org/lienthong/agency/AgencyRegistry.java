package org.lienthong.agency;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;

/**
 * All agencies at one moment of configuration: immutable, checked, and safe to share between threads. A lookup takes the
 * day on which it is asked, in Vietnam's calendar.
 */
public final class AgencyRegistry {

    private final Map<String, Agency> byId;
    private final Map<String, Agency> bySystemId;
    private final CodeIndex index;

    private AgencyRegistry(Map<String, Agency> byId) {
        this.byId = Collections.unmodifiableMap(byId);
        this.index = new CodeIndex(byId.values());
        this.bySystemId = new HashMap<>();
        for (Agency agency : byId.values()) {
            Axis axis = agency.axis();
            if (axis != null) {
                bySystemId.put(axis.systemId(), agency);
            }
        }
    }

    /**
     * Reads every {@code *.yaml} file directly in {@code dir}.
     *
     * @throws AgencyConfigException with all findings, when there is any
     */
    public static AgencyRegistry load(Path dir) {
        return indexed(AgencyFiles.read(dir));
    }

    /**
     * As {@link #load(Path)}.
     *
     * @param warnings gets what is worth a look and harms nobody
     * @throws AgencyConfigException with all findings, when there is any
     */
    public static AgencyRegistry load(Path dir, Findings warnings) {
        return indexed(AgencyFiles.read(dir, warnings));
    }

    /**
     * Of agencies already in memory.
     *
     * @throws AgencyConfigException when they contradict each other
     */
    public static AgencyRegistry of(Collection<Agency> agencies) {
        Findings findings = new Findings();
        AgencyChecks.check(agencies.stream().map(Draft::inMemory).toList(), Set.of(), findings);
        if (!findings.isEmpty()) {
            throw new AgencyConfigException(findings);
        }
        return indexed(agencies);
    }

    private static AgencyRegistry indexed(Collection<Agency> agencies) {
        Map<String, Agency> byId = new LinkedHashMap<>(agencies.size() * 2);
        agencies.forEach(agency -> byId.put(agency.id(), agency));
        return new AgencyRegistry(byId);
    }

    /** Who holds a code or alias on that day, and who receives for it on the same day. */
    public Resolution resolve(String code, LocalDate at) {
        return resolve(code, at, at);
    }

    /**
     * Who held a code on the day it was written down, and who receives for it on another.
     *
     * @param heldOn day of the document that names the code
     * @param receivedOn day of delivery, as a rule today
     */
    public Resolution resolve(String code, LocalDate heldOn, LocalDate receivedOn) {
        Agency agency = index.holder(code, heldOn);
        if (agency == null) {
            return new Resolution.Unknown(code);
        }
        List<Agency> receivers = receivers(agency, receivedOn);
        return switch (receivers.size()) {
            case 0 -> new Resolution.Unknown(code);
            case 1 -> new Resolution.Found(agency, receivers.get(0));
            default -> new Resolution.Undecided(agency, receivers);
        };
    }

    /** Who receives for an agency on that day; empty when it closed without a successor or nobody decided among several. */
    public Optional<Agency> receiver(Agency agency, LocalDate day) {
        List<Agency> receivers = receivers(agency, day);
        return receivers.size() == 1 ? Optional.of(receivers.get(0)) : Optional.empty();
    }

    private List<Agency> receivers(Agency agency, LocalDate day) {
        if (agency.activeOn(day)) {
            return List.of(agency);
        }
        List<Agency> receivers = new ArrayList<>();
        collectReceivers(agency, day, new HashSet<>(), receivers);
        return receivers;
    }

    private void collectReceivers(Agency agency, LocalDate day, Set<String> visited, List<Agency> receivers) {
        Succession succession = agency.succession();
        if (!visited.add(agency.id())) {
            return;
        }
        if (succession == null || !agency.succeededBy(day)) {
            if (agency.period().contains(day)) {
                receivers.add(agency);
            }
            return;
        }
        String receiver = succession.receiver();
        List<String> next = receiver == null ? succession.agencies() : List.of(receiver);
        next.forEach(id -> collectReceivers(known(id), day, visited, receivers));
    }

    private Agency known(String id) {
        return Objects.requireNonNull(byId.get(id), id);
    }

    /** By the hub's own key, whether active or not. */
    public Optional<Agency> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** By the {@code systemid} of a centre on the axis. */
    public Optional<Agency> bySystemId(String systemId) {
        return Optional.ofNullable(bySystemId.get(systemId));
    }

    public Collection<Agency> agencies() {
        return byId.values();
    }

    /** Every agency founded by that day, in a stable order, those that no longer receive marked as deleted. */
    public Stream<AgencyListing> listings(LocalDate day) {
        return byId.values().stream()
                .filter(agency -> !agency.period().startsAfter(day))
                .map(agency -> AgencyListing.of(agency, day));
    }

    /** Whether the agency or one above it on that day is in the scope. */
    public boolean covers(Set<String> scope, String id, LocalDate day) {
        @Nullable Agency agency = byId.get(id);
        while (agency != null) {
            if (scope.contains(agency.id())) {
                return true;
            }
            String parent = agency.parent(day);
            agency = parent == null ? null : byId.get(parent);
        }
        return false;
    }

    /** Who holds the code on that day, regardless of who receives. */
    public Optional<Agency> holder(String code, LocalDate day) {
        return Optional.ofNullable(index.holder(code, day));
    }
}
