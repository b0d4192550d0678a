package org.lienthong.vxp;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Mailbox;
import org.lienthong.security.Caller;

/** The mailboxes of all agencies that a centre speaks for, as one; usually it is one. */
final class CentreMailbox {

    private static final int PAGE = 1000;
    /** How deep a centre of several agencies may page: all of it is fetched and sorted. */
    private static final int DEEPEST = 20_000;

    private final Mailbox mailbox;
    private final Agencies agencies;
    private volatile Members members;

    /** Per scope, the agencies it covers; as long as the register stays the same, and the day. */
    private record Members(AgencyRegistry registry, LocalDate day, Map<Set<String>, List<String>> byScope) {
        Members(AgencyRegistry registry, LocalDate day) {
            this(registry, day, new ConcurrentHashMap<>());
        }
    }

    CentreMailbox(Mailbox mailbox, Agencies agencies) {
        this.mailbox = mailbox;
        this.agencies = agencies;
        this.members = new Members(agencies.current(), agencies.today());
    }

    /** Ids of all agencies that the caller speaks for, those beneath its scope included. */
    List<String> agencies(Caller caller) {
        AgencyRegistry registry = agencies.current();
        LocalDate today = agencies.today();
        Members known = members;
        if (known.registry() != registry || !known.day().equals(today)) {
            known = new Members(registry, today);
            members = known;
        }
        return known.byScope().computeIfAbsent(caller.scope(), scope -> registry.agencies().stream()
                .map(Agency::id)
                .filter(id -> registry.covers(scope, id, today))
                .toList());
    }

    List<Mailbox.Item> list(Caller caller, Mailbox.Query query) {
        List<String> ids = agencies(caller);
        if (ids.size() == 1) {
            return mailbox.list(ids.get(0), query);
        }
        int needed = query.offset() + query.limit();
        if (needed > DEEPEST) {
            throw Parameters.refused(
                    "pageIndex", "is beyond the first " + DEEPEST + " items", "pageIndex vượt quá giới hạn.");
        }
        return ids.stream()
                .flatMap(id -> first(id, query, needed).stream())
                .sorted(Comparator.comparing(Mailbox.Item::arrivedAt).thenComparing(Mailbox.Item::deliveryId))
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    private List<Mailbox.Item> first(String agency, Mailbox.Query query, int needed) {
        List<Mailbox.Item> items = new ArrayList<>();
        int page = Math.min(PAGE, needed);
        for (int offset = 0; offset < needed; offset += page) {
            List<Mailbox.Item> more = mailbox.list(
                    agency, new Mailbox.Query(query.kind(), query.states(), query.from(), query.to(), page, offset));
            items.addAll(more);
            if (more.size() < page) {
                break;
            }
        }
        return items;
    }

    long count(Caller caller, Kind kind, Set<Mailbox.State> states) {
        return agencies(caller).stream()
                .mapToLong(id -> mailbox.count(id, kind, states))
                .sum();
    }

    Optional<Mailbox.Download> open(Caller caller, UUID deliveryId) {
        return firstOf(caller, id -> mailbox.open(id, deliveryId));
    }

    Optional<Mailbox.Item> mark(Caller caller, UUID deliveryId, Mailbox.State state, @Nullable String reason) {
        return firstOf(caller, id -> mailbox.mark(id, deliveryId, state, reason));
    }

    private <T> Optional<T> firstOf(Caller caller, Function<String, Optional<T>> ask) {
        return agencies(caller).stream().map(ask).flatMap(Optional::stream).findFirst();
    }

    Set<String> agencySet(Caller caller) {
        return agencies(caller).stream().collect(Collectors.toUnmodifiableSet());
    }
}
