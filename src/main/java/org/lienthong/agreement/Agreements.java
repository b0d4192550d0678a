package org.lienthong.agreement;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.Edition;
import org.lienthong.config.Finding;
import org.lienthong.config.InForce;

/**
 * The services and agreements in force, and the decision about each call. Nothing is remembered between two decisions: an
 * agreement that expired, was suspended or revoked a moment ago permits nothing, so whoever gives a cached answer asks
 * here first.
 */
public final class Agreements implements Configured {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{P}\\p{S} ]{0,127}");

    private final Path config;
    private final Supplier<AgencyRegistry> agencies;
    private final Orders orders;
    private final Clock clock;
    private final List<Runnable> changes = new CopyOnWriteArrayList<>();
    private final InForce inForce;

    /** What one edition says; its index is built again when the day or the register of agencies changed. */
    private static final class Content {

        private final AgreementFiles files;
        private volatile AgreementIndex index;

        Content(AgreementFiles files, AgencyRegistry agencies, LocalDate day) {
            this.files = files;
            this.index = new AgreementIndex(files, agencies, day);
        }
    }

    /**
     * @param config the stewards' directory, with {@code services/}, {@code agreements/} and {@code purposes.yaml}
     * @throws AgreementConfigException when the files cannot be used
     */
    Agreements(Path config, Agencies agencies, Orders orders, Clock clock) {
        this(config, agencies, orders, clock, new InForce());
    }

    Agreements(Path config, Agencies agencies, Orders orders, Clock clock, InForce inForce) {
        this(config, agencies::current, orders, clock, inForce);
    }

    private Agreements(Path config, Supplier<AgencyRegistry> agencies, Orders orders, Clock clock, InForce inForce) {
        this.config = config;
        this.inForce = inForce;
        this.agencies = agencies;
        this.orders = orders;
        orders.onChange(() -> changes.forEach(Runnable::run));
        this.clock = clock;
        inForce.set(Content.class, read(config, agencies.get()));
    }

    private Content read(Path from, AgencyRegistry registry) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), VIETNAM);
        return new Content(AgreementFiles.read(from, registry, today), registry, today);
    }

    @Override
    public void read(Directories from, Edition.Draft draft) {
        draft.put(Content.class, read(from.config(), Agencies.of(draft)));
    }

    @Override
    public void changed() {
        changes.forEach(Runnable::run);
    }

    /** Of an edition that is being made. */
    public static Collection<ServiceDefinition> services(Edition.Draft draft) {
        return draft.part(Content.class).files.services().values();
    }

    private AgreementFiles files() {
        return inForce.part(Content.class).files;
    }

    /**
     * Those of the files alone, without orders and without a database, for trying things out.
     *
     * @throws AgreementConfigException when the files cannot be used
     */
    public static Agreements offline(Path config, AgencyRegistry agencies, Clock clock) {
        return new Agreements(config, () -> agencies, Orders.none(clock), clock, new InForce());
    }

    /**
     * Reads the files again.
     *
     * @throws AgreementConfigException when they cannot be used; what was in force stays in force
     */
    public void reload() {
        inForce.set(Content.class, read(config, agencies.get()));
        changes.forEach(Runnable::run);
    }

    /** Has that run whenever files or orders came into force that may forbid what was permitted before. */
    public void onChange(Runnable change) {
        changes.add(change);
    }

    /** What is worth a steward's look, though it harms nobody: expired agreements, services that nobody may use. */
    public List<Finding> warnings() {
        return files().warnings();
    }

    /** The register of purposes: what each code means. */
    public Map<String, Text> purposes() {
        return files().purposes();
    }

    public Collection<ServiceDefinition> services() {
        return files().services().values();
    }

    public Collection<Agreement> agreements() {
        return files().agreements();
    }

    /**
     * A service by its provider's id, code or alias of today. It says nothing about who may use it.
     *
     * @param name as the definition's file is called
     */
    public Optional<ServiceDefinition> service(String provider, String name) {
        return Optional.ofNullable(index(clock.instant()).service(provider, name));
    }

    /** All agreements that an agency or one that it succeeded concluded, in force or not. */
    public List<Agreement> of(String consumer) {
        AgreementIndex now = index(clock.instant());
        Agency acting = now.acting(consumer);
        return acting == null ? List.of() : now.of(acting.id());
    }

    /** What an agency may use at that moment: the agreements in force, each with its service, by the service's id. */
    public List<Decision.Permitted> usable(String consumer, Instant at) {
        AgreementIndex now = index(at);
        Agency acting = now.acting(consumer);
        if (acting == null) {
            return List.of();
        }
        Set<String> users = users(consumer, acting.id());
        return now.of(acting.id()).stream()
                .filter(agreement -> whyNotInForce(agreement, users, at) == null)
                .map(agreement -> new Decision.Permitted(now.declared(agreement.service()), agreement, acting.id()))
                .sorted(Comparator.comparing(
                                (Decision.Permitted use) -> use.service().id().toString())
                        .thenComparing(use -> use.agreement().id()))
                .toList();
    }

    /** {@code in-force}, or why it permits its consumer nothing at that moment. */
    public String state(Agreement agreement, Instant at) {
        DenialReason reason = whyNotInForce(agreement, Set.of(agreement.consumer()), at);
        return reason == null ? "in-force" : reason.slug();
    }

    /** The newest order about each of what an agreement is about: itself, its service, both agencies. Newest first. */
    public List<Order> orders(Agreement agreement) {
        return orders.newest().stream()
                .filter(order -> switch (order.target()) {
                    case AGREEMENT -> order.id().equals(agreement.id());
                    case SERVICE -> order.id().equals(agreement.service().toString());
                    case PROVIDER -> order.id().equals(agreement.service().provider());
                    case CONSUMER -> order.id().equals(agreement.consumer());
                })
                .sorted(Comparator.comparing(Order::at).reversed())
                .toList();
    }

    /** Whether the enquiry may go on, and which fields may leave. It counts nothing; {@link Quotas} does. */
    public Decision decide(Enquiry enquiry) {
        if (!isName(enquiry.purpose())) {
            return new Decision.Denied(DenialReason.PURPOSE_MISSING, null, null);
        }
        AgreementIndex now = index(enquiry.at());
        ServiceDefinition service = now.service(enquiry.provider(), enquiry.service());
        if (service == null) {
            return new Decision.Denied(DenialReason.UNKNOWN_SERVICE, null, null);
        }
        Agency consumer = now.acting(enquiry.consumer());
        List<Agreement> between = consumer == null ? List.of() : now.between(service.id(), consumer.id());
        if (consumer == null || between.isEmpty()) {
            return new Decision.Denied(DenialReason.NO_AGREEMENT, service, null);
        }
        return best(enquiry, now, service, consumer, between);
    }

    /**
     * What came between a decision and the answer: to be asked before the answer leaves.
     *
     * @param caller id of the agency that asked
     * @return why it must not leave, or null while the agreement stands as it stood
     */
    public Decision.@Nullable Denied withdrawn(Decision.Permitted permitted, String caller, Instant at) {
        AgreementIndex now = index(at);
        Agreement agreement = permitted.agreement();
        DenialReason reason = agreement.equals(now.agreement(agreement.id()))
                ? whyNotInForce(agreement, users(caller, permitted.consumer()), at)
                : DenialReason.REVOKED;
        return reason == null ? null : new Decision.Denied(reason, permitted.service(), agreement);
    }

    /**
     * At most one agreement of an agency's own permits a call; after a merger two can, and the own one goes before that of
     * a predecessor, the newer before the older.
     */
    private Decision best(
            Enquiry enquiry, AgreementIndex now, ServiceDefinition service, Agency consumer, List<Agreement> between) {
        Agreement permitting = null;
        Agreement nearest = between.get(0);
        DenialReason furthest = null;
        for (Agreement agreement : between) {
            DenialReason reason = reason(enquiry, now, agreement, consumer);
            if (reason == null) {
                permitting = permitting == null ? agreement : preferred(enquiry.consumer(), permitting, agreement);
            } else if (furthest == null || reason.compareTo(furthest) > 0) {
                furthest = reason;
                nearest = agreement;
            }
        }
        if (permitting != null) {
            return new Decision.Permitted(service, permitting, consumer.id());
        }
        return new Decision.Denied(furthest == null ? DenialReason.NO_AGREEMENT : furthest, service, nearest);
    }

    private static Agreement preferred(String consumer, Agreement one, Agreement other) {
        boolean own = one.consumer().equals(consumer);
        if (own != other.consumer().equals(consumer)) {
            return own ? one : other;
        }
        LocalDate from = one.validity().from();
        LocalDate otherFrom = other.validity().from();
        boolean later = otherFrom != null && (from == null || otherFrom.isAfter(from));
        return later ? other : one;
    }

    private @Nullable DenialReason reason(Enquiry enquiry, AgreementIndex now, Agreement agreement, Agency consumer) {
        DenialReason inForce = whyNotInForce(agreement, users(enquiry.consumer(), consumer.id()), enquiry.at());
        if (inForce != null) {
            return inForce;
        }
        if (!agreement.systems().isEmpty() && !contains(agreement.systems(), enquiry.system())) {
            return DenialReason.SYSTEM_NOT_PERMITTED;
        }
        if (!contains(agreement.purposes(), enquiry.purpose())) {
            return DenialReason.PURPOSE_NOT_PERMITTED;
        }
        String procedure = enquiry.procedure();
        if (agreement.procedures().isEmpty()
                ? procedure != null && !AgreementParser.CODE.matcher(procedure).matches()
                : !contains(agreement.procedures(), procedure)) {
            return DenialReason.PROCEDURE_NOT_PERMITTED;
        }
        if (enquiry.caseId() == null ? agreement.identifiesCase() : !isOneName(enquiry.caseId())) {
            return DenialReason.CASE_MISSING;
        }
        return officer(enquiry.officer(), now, agreement, consumer);
    }

    private static @Nullable DenialReason officer(
            @Nullable String officer, AgreementIndex now, Agreement agreement, Agency consumer) {
        if (officer == null) {
            return agreement.identifiesOfficer() ? DenialReason.OFFICER_MISSING : null;
        }
        if (!isOneName(officer)) {
            return DenialReason.OFFICER_MISSING;
        }
        if (Officers.ofOtherAgency(officer, consumer, now.agencies(), now.day())) {
            return DenialReason.OFFICER_OF_OTHER_AGENCY;
        }
        return Officers.listed(officer, agreement.officers()) ? null : DenialReason.OFFICER_NOT_PERMITTED;
    }

    /**
     * Why an agreement permits nothing at that moment, or null while it is in force.
     *
     * @param users ids of the agency that calls and of the one that acts for it today
     */
    @Nullable
    DenialReason whyNotInForce(Agreement agreement, Set<String> users, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, VIETNAM);
        if (agreement.validity().startsAfter(day)) {
            return DenialReason.NOT_YET_VALID;
        }
        if (agreement.validity().endedBy(day)) {
            return DenialReason.EXPIRED;
        }
        Order order = orders.denying(Order.Target.AGREEMENT, agreement.id(), at);
        if (order != null) {
            return order.action() == Order.Action.REVOKE ? DenialReason.REVOKED : DenialReason.SUSPENDED;
        }
        if (agreement.suspendedOn(day) != null) {
            return DenialReason.SUSPENDED;
        }
        if (orders.denying(Order.Target.SERVICE, agreement.service().toString(), at) != null) {
            return DenialReason.SERVICE_SUSPENDED;
        }
        if (orders.denying(Order.Target.PROVIDER, agreement.service().provider(), at) != null) {
            return DenialReason.PROVIDER_SUSPENDED;
        }
        boolean suspended = orders.denying(Order.Target.CONSUMER, agreement.consumer(), at) != null
                || users.stream().anyMatch(user -> orders.denying(Order.Target.CONSUMER, user, at) != null);
        return suspended ? DenialReason.CONSUMER_SUSPENDED : null;
    }

    /** Two threads may build it at once. */
    private AgreementIndex index(Instant at) {
        Content content = inForce.part(Content.class);
        AgreementIndex known = content.index;
        AgreementFiles latest = content.files;
        AgencyRegistry registry = agencies.get();
        LocalDate day = LocalDate.ofInstant(at, VIETNAM);
        if (known.isOf(latest, registry, day)) {
            return known;
        }
        AgreementIndex built = new AgreementIndex(latest, registry, day);
        content.index = built;
        return built;
    }

    private static Set<String> users(String caller, String acting) {
        return caller.equals(acting) ? Set.of(caller) : Set.of(caller, acting);
    }

    private static boolean contains(Collection<String> allowed, @Nullable String word) {
        return word != null && allowed.contains(word);
    }

    /** A list would name several; some proxies make one of headers that are there twice (RFC 9110 §5.3). */
    private static boolean isOneName(@Nullable String text) {
        return isName(text) && text != null && text.indexOf(',') < 0;
    }

    private static boolean isName(@Nullable String text) {
        return text != null && NAME.matcher(text).matches();
    }
}
