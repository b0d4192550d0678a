package org.lienthong.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.Delivery.Mode;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.consent.ConsentedAction;
import org.lienthong.consent.Order;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.Violation;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Pauses and maintenance as actions: checked, recorded in the audit log with the order, in force at once. */
final class Orders {

    static final String PAUSE = "pause";
    static final String RESUME = "resume";
    static final String MAINTENANCE = "maintenance";
    static final String CANCEL_MAINTENANCE = "cancel-maintenance";

    /** What broke is told within a day (NĐ 47/2020 Art 43). */
    private static final Duration TOLD_WITHIN = Duration.ofDays(1);

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm", Locale.ROOT);

    private final OrderRows rows;
    private final Holds holds;
    private final Agencies agencies;
    private final BiPredicate<String, String> offers;
    private final AuditedTransaction transaction;
    private final Notice notice;
    private final Duration longest;
    private final JsonMapper json;
    private final Clock clock;

    /** @param offers whether an agency, by its id, has a data service of that name */
    Orders(
            OrderRows rows,
            Holds holds,
            Agencies agencies,
            BiPredicate<String, String> offers,
            AuditedTransaction transaction,
            OperationSettings settings,
            JsonMapper json,
            Clock clock) {
        this.rows = rows;
        this.holds = holds;
        this.agencies = agencies;
        this.offers = offers;
        this.transaction = transaction;
        this.notice = new Notice(settings.notice(), settings.holidays());
        this.longest = settings.longestMaintenance();
        this.json = json;
        this.clock = clock;
    }

    /** An action with a name, for the list of those that may need consent. */
    record Named(String name, java.util.function.Function<Order, Object> work) implements ConsentedAction {
        @Override
        public Object perform(Order order) {
            return work.apply(order);
        }
    }

    List<ConsentedAction> actions() {
        return List.of(
                new Named(PAUSE, this::pause),
                new Named(RESUME, this::resume),
                new Named(MAINTENANCE, this::announce),
                new Named(CANCEL_MAINTENANCE, this::cancel));
    }

    /** The agency that deliveries can be paused to; {@code details} of the orders pause and resume is its id. */
    String recipient(String name) {
        Agency agency = agency(name);
        if (agency.delivery().mode() == Mode.PULL) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The agency fetches by itself; there is nothing to pause.",
                    "Cơ quan này tự lấy văn bản nên không có gì để tạm dừng.",
                    new Violation("/agency", "fetches by itself"));
        }
        return agency.id();
    }

    private Agency agency(String name) {
        return agencies.current()
                .byId(name)
                .or(() -> agencies.current().holder(name, agencies.today()))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "No agency has that id or code today.",
                        "Hiện không có cơ quan nào mang mã này."));
    }

    private Object pause(Order order) {
        Pause pause = new Pause(recipient(order.details()), now(), order.by(), order.reason());
        return recorded(order, pause.agency(), () -> {
            if (!rows.pause(pause)) {
                throw conflict("The agency is paused already.", "Cơ quan này đang tạm dừng.");
            }
            return pause;
        });
    }

    private Object resume(Order order) {
        String agency = agency(order.details()).id();
        return recorded(order, agency, () -> {
            if (!rows.resume(agency)) {
                throw conflict("The agency is not paused.", "Cơ quan này không bị tạm dừng.");
            }
            return new Pause(agency, now(), order.by(), order.reason());
        });
    }

    /**
     * What an announcement says.
     *
     * @param urgent whether the notice cannot be kept
     */
    record Announcement(
            @Nullable String agency,
            @Nullable String service,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean urgent) {}

    /**
     * Checks an announcement.
     *
     * @throws ProblemException when it is incomplete, too long, too late for planned maintenance, over another one, or about
     *     something that there is not
     */
    Announcement checked(Announcement given) {
        Instant now = now();
        Instant from = given.from();
        Instant to = given.to();
        String name = given.agency();
        if (name == null || from == null || to == null) {
            throw refused("/", "agency, from and to must be there", "cần có cơ quan, từ lúc và đến lúc");
        }
        if (!to.isAfter(from) || !to.isAfter(now) || Duration.between(from, to).compareTo(longest) > 0) {
            throw refused(
                    "/to",
                    "must lie ahead, after from, and at most " + longest.toDays() + " days after it",
                    "'đến' phải ở tương lai, sau 'từ' và không quá " + longest.toDays() + " ngày sau 'từ'");
        }
        if (from.isBefore(now.minus(TOLD_WITHIN))) {
            throw refused(
                    "/from",
                    "an interruption is told within " + TOLD_WITHIN.toHours() + " hours of its begin",
                    "gián đoạn phải được thông báo trong " + TOLD_WITHIN.toHours() + " giờ kể từ khi bắt đầu");
        }
        if (!given.urgent() && !notice.suffices(now, from)) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "Planned maintenance is announced " + notice.workingDays() + " working days ahead, that is for "
                            + notice.earliest(now) + " or later; only what cannot wait is 'urgent'.",
                    "Bảo trì có kế hoạch phải thông báo trước " + notice.workingDays()
                            + " ngày làm việc, tức là từ ngày " + DAY.format(notice.earliest(now))
                            + "; chỉ trường hợp không thể chờ mới đánh dấu 'urgent' (khẩn cấp).",
                    new Violation("/from", "is " + notice.earliest(now) + " at the earliest"));
        }
        String agency = agency(name).id();
        String service = given.service();
        if (service != null && !offers.test(agency, service)) {
            throw refused("/service", "the agency has no such data service", "cơ quan này không có dịch vụ dữ liệu đó");
        }
        requireFree(agency, service, from, to);
        return new Announcement(agency, service, from, to, given.urgent());
    }

    /** Two announcements about the same thing would contradict each other: the first one is cancelled, or the second begins later. */
    private void requireFree(String agency, @Nullable String service, Instant from, Instant to) {
        rows.overlapping(agency, service, from, to).ifPresent(one -> {
            throw conflict(
                    "Maintenance is announced already from " + one.from() + " to " + one.to()
                            + "; cancel that, or begin after it.",
                    "Đã báo trước đợt bảo trì từ " + local(one.from()) + " đến " + local(one.to())
                            + "; hãy hủy đợt đó hoặc bắt đầu sau khi nó kết thúc.");
        });
    }

    private static String local(Instant at) {
        return TIME.format(at.atZone(VIETNAM));
    }

    private Object announce(Order order) {
        Announcement asked = json.readValue(order.details(), Announcement.class);
        // What waited for consent keeps the notice that it had when it was proposed, but not if it lies in the past.
        Maintenance one = new Maintenance(
                UUID.randomUUID(),
                String.valueOf(asked.agency()),
                asked.service(),
                required(asked.from()),
                required(asked.to()),
                asked.urgent(),
                order.reason(),
                now(),
                order.by(),
                null);
        if (!one.to().isAfter(now())) {
            throw conflict("The time of the maintenance is over.", "Thời gian bảo trì đã qua.");
        }
        return recorded(order, one.agency(), () -> {
            rows.lock();
            requireFree(one.agency(), one.service(), one.from(), one.to());
            rows.announce(one);
            return one;
        });
    }

    private Object cancel(Order order) {
        UUID id = UUID.fromString(order.details());
        Maintenance one = rows.find(id).orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
        return recorded(order, one.agency(), () -> {
            if (!rows.cancel(id, order.by(), now())) {
                throw conflict("The maintenance is over or cancelled.", "Đợt bảo trì đã kết thúc hoặc đã hủy.");
            }
            return rows.find(id).orElse(one);
        });
    }

    private Object recorded(Order order, String agency, java.util.function.Supplier<Object> change) {
        return transaction.run(entries -> {
            Object result = change.get();
            entries.add(AuditEntry.of(
                            AuditEvent.OPERATED,
                            now(),
                            Who.of(order.by()).to(agency),
                            Origin.of("rest", order.traceId()))
                    .result(order.action() + " " + order.summary() + ": " + order.reason()));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    holds.lookSoon(); // not now: the connection is still held
                }
            });
            return result;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant required(@Nullable Instant at) {
        return java.util.Objects.requireNonNull(at, "checked before");
    }

    private static ProblemException conflict(String detail, String detailVi) {
        return new ProblemException(ProblemType.CONFLICT, detail, detailVi);
    }

    private static ProblemException refused(String pointer, String demand, String demandVi) {
        return new ProblemException(
                ProblemType.SCHEMA_VIOLATION,
                "The announcement is not usable: " + demand + ".",
                "Thông báo bảo trì không dùng được: " + demandVi + ".",
                new Violation(pointer, demand));
    }
}
