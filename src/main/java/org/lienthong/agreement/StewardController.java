package org.lienthong.agreement;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.config.Finding;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/steward/…}: how agreements stand, their suspension and revocation at once, and the reading of changed
 * files. For stewards and operators.
 */
@RestController
final class StewardController {

    private static final int LONGEST_REASON = 500;

    private final Agreements agreements;
    private final Orders orders;
    private final Agencies agencies;
    private final Clock clock;

    StewardController(Agreements agreements, Orders orders, Agencies agencies, Clock clock) {
        this.agreements = agreements;
        this.orders = orders;
        this.agencies = agencies;
        this.clock = clock;
    }

    /** @param state {@code in-force}, or why it permits nothing */
    record Item(
            String id,
            String provider,
            String service,
            String consumer,
            String state,
            @Nullable String from,
            @Nullable String to) {}

    /** @param next the value of {@code after} for the next page; null on the last one */
    record Page(List<Item> items, @Nullable String next) {}

    record OrderView(
            String target,
            String id,
            String action,
            Instant at,
            @Nullable Instant until,
            String reason,
            String by,
            boolean denies) {}

    record OrderList(List<OrderView> items) {}

    /** What is asked of {@link #order}. */
    record NewOrder(
            @Nullable String target,
            @Nullable String id,
            @Nullable String action,
            @Nullable Instant until,
            @Nullable String reason) {}

    record Reloaded(int services, int agreements, List<String> warnings) {}

    @GetMapping(path = "/api/v1/steward/agreements", produces = MediaType.APPLICATION_JSON_VALUE)
    Page list(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > 1000) {
            throw refused("limit", "must be 1 to 1000");
        }
        Instant now = clock.instant();
        List<Item> items = agreements.agreements().stream()
                .filter(agreement -> agreement.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(Agreement::id))
                .limit(limit + 1L)
                .map(agreement -> item(agreement, now))
                .toList();
        boolean more = items.size() > limit;
        List<Item> page = more ? items.subList(0, limit) : items;
        return new Page(page, more ? page.get(limit - 1).id() : null);
    }

    private Item item(Agreement agreement, Instant now) {
        DenialReason reason = agreements.whyNotInForce(agreement, Set.of(agreement.consumer()), now);
        return new Item(
                agreement.id(),
                agreement.service().provider(),
                agreement.service().name(),
                agreement.consumer(),
                reason == null ? "in-force" : reason.slug(),
                Optional.ofNullable(agreement.validity().from())
                        .map(Object::toString)
                        .orElse(null),
                Optional.ofNullable(agreement.validity().to())
                        .map(Object::toString)
                        .orElse(null));
    }

    @GetMapping(path = "/api/v1/steward/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    OrderList orders() {
        Instant now = clock.instant();
        return new OrderList(orders.newest().stream()
                .sorted(Comparator.comparing(Order::at).reversed())
                .map(order -> view(order, now))
                .toList());
    }

    /** Takes effect here before it is answered, and at other hubs on the same database within the poll's interval. */
    @PostMapping(
            path = "/api/v1/steward/orders",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    OrderView order(@RequestBody NewOrder order, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        Order.Target target = choice("target", Order.Target.class, order.target());
        Order.Action action = choice("action", Order.Action.class, order.action());
        Instant now = clock.instant();
        if (action == Order.Action.REVOKE && target != Order.Target.AGREEMENT) {
            throw refused("action", "must be suspend or resume; only an agreement can be revoked");
        }
        Instant until = order.until();
        if (until != null && (action != Order.Action.SUSPEND || !until.isAfter(now))) {
            throw refused("until", "must lie in the future and belongs to a suspension");
        }
        String reason = order.reason();
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw refused("reason", "must have 1 to " + LONGEST_REASON + " characters");
        }
        String id = known(target, order.id());
        return view(orders.give(target, id, action, until, reason, caller.id(), TraceId.of(request)), now);
    }

    @PostMapping(path = "/api/v1/steward/agreements/reload", produces = MediaType.APPLICATION_JSON_VALUE)
    Reloaded reload() {
        try {
            agreements.reload();
        } catch (AgreementConfigException e) {
            throw new ProblemException(
                    ProblemType.CONFIG_INVALID,
                    "The files cannot be used; what was in force stays in force.",
                    "Không dùng được các tệp cấu hình; cấu hình đang chạy vẫn giữ nguyên.",
                    e.findings().stream().map(StewardController::violation).toList(),
                    null);
        }
        List<String> warnings =
                agreements.warnings().stream().map(Finding::toString).toList();
        return new Reloaded(
                agreements.services().size(), agreements.agreements().size(), warnings);
    }

    private static Violation violation(Finding finding) {
        return new Violation(finding.at().toString(), finding.rule() + ": " + finding.message());
    }

    private String known(Order.Target target, @Nullable String id) {
        if (id == null) {
            throw refused("id", "is missing");
        }
        Optional<String> known =
                switch (target) {
                    case AGREEMENT ->
                        agreements.agreements().stream()
                                .map(Agreement::id)
                                .filter(id::equals)
                                .findFirst();
                    case SERVICE ->
                        agreements.services().stream()
                                .map(service -> service.id().toString())
                                .filter(id::equals)
                                .findFirst();
                    case PROVIDER, CONSUMER ->
                        agencies.current()
                                .byId(id)
                                .or(() -> agencies.current().holder(id, agencies.today()))
                                .map(Agency::id);
                };
        return known.orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
    }

    private static OrderView view(Order order, Instant now) {
        return new OrderView(
                order.target().word(),
                order.id(),
                order.action().word(),
                order.at(),
                order.until(),
                order.reason(),
                order.by(),
                order.denies(now));
    }

    private static <E extends Enum<E>> E choice(String name, Class<E> type, @Nullable String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        String known = String.join(
                ", ",
                java.util.Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList());
        throw refused(name, "must be one of " + known);
    }

    private static ProblemException refused(String parameter, String demand) {
        return new ProblemException(
                ProblemType.SCHEMA_VIOLATION,
                "'" + parameter + "' " + demand + ".",
                "'" + parameter + "' không hợp lệ.",
                new Violation("/" + parameter, demand));
    }
}
