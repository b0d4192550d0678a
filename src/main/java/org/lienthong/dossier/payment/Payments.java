package org.lienthong.dossier.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyCode;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.delivery.Handed;
import org.lienthong.delivery.IntakeRoutes;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import org.lienthong.security.Caller;

/**
 * Takes requests for payments and sends each on to the platform: durable first, then asked at once, then again and again
 * until the platform has answered. One payment for each {@code MaTraCuuTT}.
 */
final class Payments {

    static final String KIND = "payments";

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final PaymentSettings settings;
    private final PaymentTable table;
    private final PaymentPlatform platform;
    private final AuditedTransaction transaction;
    private final IntakeRoutes routes;
    private final Agencies agencies;
    private final Clock clock;
    private final LongSupplier configuration;

    /** @param configuration the version that this thread's message goes by */
    Payments(
            PaymentSettings settings,
            PaymentTable table,
            PaymentPlatform platform,
            AuditedTransaction transaction,
            IntakeRoutes routes,
            Agencies agencies,
            Clock clock,
            LongSupplier configuration) {
        this.configuration = configuration;
        this.settings = settings;
        this.table = table;
        this.platform = platform;
        this.transaction = transaction;
        this.routes = routes;
        this.agencies = agencies;
        this.clock = clock;
    }

    /** How the payment stands after the request; the same request again says how it stands then. */
    PaymentTable.Row take(byte[] body, Caller caller, String traceId) {
        Agency to = platform.requireAgency();
        PaymentRequest request = PaymentRequest.read(body, settings.largestAmount());
        requireOwn(request, caller);
        boolean first = routes.run(new Asked(request, to.id(), caller, traceId));
        if (first) {
            send(request.reference());
        }
        return table.find(request.reference()).orElseThrow();
    }

    private void requireOwn(PaymentRequest request, Caller caller) {
        if (!isOwn(request.unit(), caller)) {
            throw new ProblemException(
                    ProblemType.SENDER_MISMATCH,
                    "The request names a unit that the caller does not speak for.",
                    "Đơn vị ghi trong yêu cầu không thuộc phạm vi của bên gọi.",
                    new Violation("/MaDonVi", "is not the caller's agency, nor beneath it"));
        }
        if (settings.requireDossier() && !table.isDossierOf(caller.requireAgency(), request.dossier())) {
            throw new ProblemException(
                    ProblemType.UNKNOWN_DOCUMENT,
                    "The hub knows no such dossier of this agency: hand the dossier in first.",
                    "Trục chưa có hồ sơ này của cơ quan; hãy đồng bộ hồ sơ trước.",
                    new Violation("/MaHoSo", "is no dossier of this agency"));
        }
    }

    private boolean isOwn(String unit, Caller caller) {
        AgencyRegistry registry = agencies.current();
        for (String code = unit; code != null; code = AgencyCode.above(code)) {
            Optional<Agency> holder = registry.holder(code, agencies.today());
            if (holder.isPresent()) {
                return registry.covers(caller.scope(), holder.get().id(), agencies.today())
                        || registry.receiver(holder.get(), agencies.today())
                                .filter(receiver -> registry.covers(caller.scope(), receiver.id(), agencies.today()))
                                .isPresent();
            }
        }
        return false;
    }

    /** One attempt to have the platform's answer; nothing happens when it has answered. */
    void send(String reference) {
        PaymentTable.Row row = table.find(reference).orElseThrow();
        if (row.state() != PaymentState.REQUESTED) {
            return;
        }
        PaymentPlatform.Answer answer = platform.send(table.request(reference), row.attempts() > 0);
        Instant now = clock.instant();
        boolean late = now.isAfter(row.requestedAt().plus(settings.giveUp()));
        if (answer.state() != PaymentState.REQUESTED) {
            AuditEvent event = answer.state() == PaymentState.FORWARDED ? AuditEvent.DELIVERED : AuditEvent.REJECTED;
            settle(row, answer.state(), answer.message(), event, now);
        } else if (late) {
            settle(row, PaymentState.GIVEN_UP, null, AuditEvent.DEAD_LETTERED, now);
        } else {
            long pause = settings.retry().toMillis() << Math.min(20, row.attempts());
            table.postpone(reference, now.plusMillis(Math.min(LONGEST_PAUSE.toMillis(), pause)));
        }
    }

    private void settle(
            PaymentTable.Row row, PaymentState state, @Nullable String message, AuditEvent event, Instant now) {
        transaction.run(entries -> {
            boolean settled = table.answered(row.reference(), state, message, now);
            if (settled) {
                entries.add(AuditEntry.of(event, now, Who.HUB.to(row.platform()), Origin.of("push", ""))
                        .about(About.kind("payment"))
                        .content(HexFormat.of().formatHex(row.sha256()), null)
                        .result(state.word()));
            }
            return settled;
        });
    }

    /** A request on its way through the route; accepting it says whether it is the first with its reference. */
    private final class Asked implements Handed<Boolean> {

        private final PaymentRequest request;
        private final String to;
        private final Caller caller;
        private final String traceId;

        Asked(PaymentRequest request, String to, Caller caller, String traceId) {
            this.request = request;
            this.to = to;
            this.caller = caller;
            this.traceId = traceId;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Map<String, Object> headers() {
            return Map.of(
                    "hubKind",
                    "payment",
                    "hubSender",
                    caller.requireAgency(),
                    "hubRecipient",
                    to,
                    "hubProcedure",
                    request.procedure());
        }

        @Override
        public Boolean accept() {
            byte[] sha256 = DigestUtils.sha256(request.bytes());
            Instant now = clock.instant();
            // Should this hub die before it has asked, another one asks after the time that asking may take.
            Duration untilRetry = settings.patience().plus(settings.retry());
            return transaction.run(entries -> {
                String agency = caller.requireAgency();
                boolean first = table.insert(request, agency, to, sha256, now, untilRetry);
                if (first) {
                    entries.add(entry(sha256, now));
                } else {
                    requireSame(agency, sha256);
                }
                return first;
            });
        }

        private void requireSame(String agency, byte[] sha256) {
            PaymentTable.Row earlier = table.find(request.reference()).orElseThrow();
            if (!earlier.agency().equals(agency) || !Arrays.equals(earlier.sha256(), sha256)) {
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "A payment with this reference was asked for before, with other content.",
                        "Mã tra cứu thanh toán này đã được dùng với nội dung khác.",
                        new Violation("/MaTraCuuTT", "is the reference of another request"));
            }
        }

        private AuditEntry entry(byte[] sha256, Instant now) {
            return AuditEntry.of(
                            AuditEvent.ACCEPTED,
                            now,
                            Who.of(caller.requireAgency(), caller.id()),
                            Origin.of("rest", traceId).by(configuration.getAsLong()))
                    .about(About.kind("payment").to(List.of(to)))
                    .content(HexFormat.of().formatHex(sha256), (long) request.bytes().length);
        }

        @Override
        public String toString() {
            return request.toString();
        }
    }
}
