package org.lienthong.catalogue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.AgencyName;
import org.lienthong.agreement.Agreement;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.Decision;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.Text;
import org.lienthong.operation.Maintenance;
import org.lienthong.problem.Language;
import org.lienthong.security.Caller;

/** What each caller may use now. */
final class Catalogue {

    static final String PATH = "/api/v1/catalogue";

    /** Where the OpenAPI document of documents and events is. */
    static final String DOCUMENTS = PATH + "/documents/openapi.json";

    private static final Text DOCUMENT = new Text("Văn bản điện tử (edXML)", "Electronic documents (edXML)");
    private static final Text DOCUMENT_USE = new Text(
            "Gửi văn bản và trạng thái xử lý tới các cơ quan khác (QCVN 102:2016/BTTTT).",
            "Send documents and statuses to other agencies (QCVN 102:2016/BTTTT).");
    private static final Text ARRIVED = new Text("Văn bản đến", "Documents that arrive");
    private static final Text ARRIVED_USE =
            new Text("Chờ và lấy văn bản gửi tới cơ quan.", "Wait for and fetch documents sent to the agency.");
    private static final Text STATUS = new Text("Trạng thái xử lý văn bản", "Statuses of documents");
    private static final Text STATUS_USE = new Text(
            "Chờ và lấy trạng thái của văn bản mà cơ quan đã gửi.",
            "Wait for and fetch the statuses of documents that the agency sent.");

    private final Agreements agreements;
    private final Agencies agencies;
    private final Supplier<List<Maintenance>> maintenance;
    private final Clock clock;

    /** @param maintenance what was announced and is not over */
    Catalogue(Agreements agreements, Agencies agencies, Supplier<List<Maintenance>> maintenance, Clock clock) {
        this.agreements = agreements;
        this.agencies = agencies;
        this.maintenance = maintenance;
        this.clock = clock;
    }

    /** A service and the agreements by which somebody may use it. */
    record Offer(ServiceDefinition service, List<Agreement> agreements) {

        /** Paths of the fields that leave by any of the agreements; all of them without an agreement. */
        Set<String> fields() {
            if (agreements.isEmpty()) {
                return service.fields().keySet();
            }
            Set<String> fields = new TreeSet<>();
            agreements.forEach(agreement -> fields.addAll(agreement.fields()));
            return fields;
        }

        Set<String> purposes() {
            if (agreements.isEmpty()) {
                return new TreeSet<>(service.purposes());
            }
            Set<String> purposes = new TreeSet<>();
            agreements.forEach(agreement -> purposes.addAll(agreement.purposes()));
            return purposes;
        }
    }

    /** By the service's id: what an agency may use, all for those who run the hub, the public part for strangers. */
    List<Offer> services(@Nullable Caller caller) {
        if (caller == null) {
            return sorted(ServiceDefinition::open);
        }
        String agency = caller.agency();
        if (agency == null) {
            return sorted(service -> true);
        }
        Map<ServiceDefinition, List<Agreement>> uses = new LinkedHashMap<>();
        for (Decision.Permitted use : agreements.usable(agency, clock.instant())) {
            uses.computeIfAbsent(use.service(), service -> new ArrayList<>(1)).add(use.agreement());
        }
        return uses.entrySet().stream()
                .map(use -> new Offer(use.getKey(), use.getValue()))
                .toList();
    }

    private List<Offer> sorted(java.util.function.Predicate<ServiceDefinition> which) {
        return agreements.services().stream()
                .filter(which)
                .sorted(Comparator.comparing(service -> service.id().toString()))
                .map(service -> new Offer(service, List.of()))
                .toList();
    }

    /** A service as the caller may use it or, being public or its own, may know it; empty for all others. */
    Optional<Offer> service(@Nullable Caller caller, String provider, String name) {
        ServiceDefinition service = agreements.service(provider, name).orElse(null);
        if (service == null) {
            return Optional.empty();
        }
        Optional<Offer> usable = services(caller).stream()
                .filter(offer -> offer.service().id().equals(service.id()))
                .findFirst();
        boolean own = caller != null && service.id().provider().equals(caller.agency());
        return usable.isPresent() || !(own || service.open()) ? usable : Optional.of(new Offer(service, List.of()));
    }

    /** Everything that a caller may use, services last, each in the order of its id. */
    List<CatalogueEntry> entries(Caller caller, Language language) {
        List<CatalogueEntry> entries = new ArrayList<>();
        if (caller.agency() != null) {
            entries.add(entry("document", "edxml", DOCUMENT, DOCUMENT_USE, "POST /api/v1/documents", language));
            entries.add(entry(
                    "event", "document", ARRIVED, ARRIVED_USE, "GET /api/v1/inbox?kind=document&wait=20", language));
            entries.add(
                    entry("event", "status", STATUS, STATUS_USE, "GET /api/v1/inbox?kind=status&wait=20", language));
        }
        services(caller).forEach(offer -> entries.add(entry(offer, language)));
        return entries;
    }

    private static CatalogueEntry entry(String kind, String id, Text title, Text use, String call, Language language) {
        return new CatalogueEntry(
                kind, id, title.in(language), use.in(language), call, null, null, DOCUMENTS, null, null);
    }

    private CatalogueEntry entry(Offer offer, Language language) {
        ServiceDefinition service = offer.service();
        return new CatalogueEntry(
                "service",
                service.id().toString(),
                service.title().in(language),
                service.description().in(language),
                "POST " + endpoint(service),
                new CatalogueEntry.Party(
                        service.id().provider(), name(service.id().provider(), language)),
                service.dataClass().word(),
                openapi(service),
                offer.agreements().stream()
                        .map(agreement -> use(service, agreement, language))
                        .toList(),
                interruptions(service));
    }

    private @Nullable List<CatalogueEntry.Interruption> interruptions(ServiceDefinition service) {
        List<CatalogueEntry.Interruption> ahead = maintenance.get().stream()
                .filter(one -> one.agency().equals(service.id().provider())
                        && (one.service() == null
                                || one.service().equals(service.id().name())))
                .map(one -> new CatalogueEntry.Interruption(one.from(), one.to(), one.reason()))
                .toList();
        return ahead.isEmpty() ? null : ahead;
    }

    private CatalogueEntry.Use use(ServiceDefinition service, Agreement agreement, Language language) {
        List<CatalogueEntry.Field> fields = service.fields().values().stream()
                .filter(field -> agreement.fields().contains(field.path()))
                .map(field -> new CatalogueEntry.Field(
                        field.path(),
                        field.type().name().toLowerCase(java.util.Locale.ROOT),
                        field.dataClass().word(),
                        field.title().in(language)))
                .toList();
        int perDay = agreement.quota().perDay();
        return new CatalogueEntry.Use(
                agreement.id(),
                agreement.legalBasis(),
                new TreeSet<>(agreement.purposes())
                        .stream()
                                .map(code -> new CatalogueEntry.Word(code, purpose(code, language)))
                                .toList(),
                agreement.procedures().stream().sorted().toList(),
                fields,
                headers(agreement),
                day(agreement.validity().from()),
                day(agreement.validity().to()),
                new CatalogueEntry.Limits(
                        agreement.quota().perSecond(), agreement.quota().burst(), perDay == 0 ? null : perDay),
                agreement.caching().toString(),
                agreement.contact());
    }

    /** Headers that a call under the agreement must carry. */
    static List<String> headers(Agreement agreement) {
        List<String> headers = new ArrayList<>(List.of("Purpose"));
        if (!agreement.procedures().isEmpty()) {
            headers.add("Procedure");
        }
        if (agreement.identifiesCase()) {
            headers.add("Case-Id");
        }
        if (agreement.identifiesOfficer()) {
            headers.add("Officer-Id");
        }
        return headers;
    }

    String purpose(String code, Language language) {
        Text text = agreements.purposes().get(code);
        return text == null ? code : text.in(language);
    }

    /** Today's name of an agency. */
    String name(String agency, Language language) {
        return agencies.current()
                .byId(agency)
                .map(known -> {
                    AgencyName chosen = known.names().get(0);
                    for (AgencyName name : known.names()) {
                        if (!name.period().startsAfter(agencies.today())) {
                            chosen = name;
                        }
                    }
                    String english = chosen.en();
                    return language == Language.VI || english == null ? chosen.vi() : english;
                })
                .orElse(agency);
    }

    static String endpoint(ServiceDefinition service) {
        return "/api/v1/services/" + service.id();
    }

    static String openapi(ServiceDefinition service) {
        return PATH + "/services/" + service.id() + "/openapi.json";
    }

    private static @Nullable String day(java.time.@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
