package org.lienthong.dossier.payment;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.Resolution;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.delivery.Acceptor;
import org.lienthong.delivery.Handed;
import org.lienthong.delivery.IntakeRoutes;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Parcel;
import org.lienthong.delivery.Receipt;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.security.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/**
 * Posts what the platform confirms: each payment once, with the amount that was asked for, or not at all. What does not fit
 * is flagged for people. A posted payment is a delivery to its one-stop system; should the hub die between the two, the
 * delivery is made up for.
 */
final class Confirmations {

    static final String KIND = "payment-confirmations";

    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

    private final PaymentTable table;
    private final AuditedTransaction transaction;
    private final IntakeRoutes routes;
    private final Acceptor acceptor;
    private final Agencies agencies;
    private final Clock clock;

    Confirmations(
            PaymentTable table,
            AuditedTransaction transaction,
            IntakeRoutes routes,
            Acceptor acceptor,
            Agencies agencies,
            Clock clock) {
        this.table = table;
        this.transaction = transaction;
        this.routes = routes;
        this.acceptor = acceptor;
        this.agencies = agencies;
        this.clock = clock;
    }

    /**
     * What became of a confirmation.
     *
     * @param flag why it was not posted; null when it was, now or before
     * @param noted whether the flag is new
     */
    record Posting(@Nullable Flag flag, boolean noted, boolean repeated) {

        static final Posting DONE = new Posting(null, false, false);
        static final Posting REPEATED = new Posting(null, false, true);
    }

    /** Returns when it is posted and the one-stop system's delivery durable. */
    Posting take(byte[] body, Caller caller, String traceId) {
        Confirmation confirmation = Confirmation.read(body);
        Posting posting = routes.run(new Confirmed(confirmation, body, caller, traceId));
        Flag flag = posting.flag();
        if (flag != null) {
            throw problem(flag, posting.noted());
        }
        if (confirmation.paid()) {
            tell(confirmation.reference(), caller.id(), traceId);
        }
        return posting;
    }

    private static ProblemException problem(Flag flag, boolean noted) {
        ProblemException problem = new ProblemException(
                flag == Flag.UNKNOWN_REFERENCE ? ProblemType.UNKNOWN_DOCUMENT : ProblemType.IDEMPOTENCY_KEY_REUSED,
                "Not posted, but noted for people to look at: the confirmation " + flag.what() + ".",
                "Không ghi nhận, đã lưu để xử lý thủ công: xác nhận " + flag.whatVi() + ".");
        return noted ? problem.asRecorded() : problem;
    }

    private Posting post(Confirmation confirmation, byte[] body, String platform, String system, String traceId) {
        Instant now = clock.instant();
        return transaction.run(entries -> {
            Optional<PaymentTable.Row> row = table.lock(confirmation.reference())
                    .filter(found -> found.platform().equals(platform));
            Flag flag = row.isEmpty() ? Flag.UNKNOWN_REFERENCE : objection(row.get(), confirmation);
            if (flag != null) {
                boolean noted = table.flag(confirmation, flag, now);
                if (noted) {
                    entries.add(alert(flag, platform, system, now, traceId));
                }
                return new Posting(flag, noted, false);
            }
            return post(row.orElseThrow(), confirmation, body, now);
        });
    }

    private Posting post(PaymentTable.Row row, Confirmation confirmation, byte[] body, Instant now) {
        if (row.state() == PaymentState.CONFIRMED) {
            return Posting.REPEATED;
        }
        if (confirmation.paid()) {
            table.paid(confirmation, body, now);
            return Posting.DONE;
        }
        boolean repeated = row.state() == PaymentState.FAILED;
        table.failed(row.reference(), now);
        return repeated ? Posting.REPEATED : Posting.DONE;
    }

    private @Nullable Flag objection(PaymentTable.Row row, Confirmation confirmation) {
        boolean confirmed = row.state() == PaymentState.CONFIRMED;
        boolean same = confirmed && confirmation.transaction().equals(row.transaction());
        if (confirmation.dossier() != null && !confirmation.dossier().equals(row.dossier())) {
            return Flag.OTHER_DOSSIER;
        }
        if (!confirmation.paid()) {
            return same ? Flag.UNPAID_AFTER_PAID : null; // a first attempt that failed says nothing about the second
        }
        if (confirmation.amount() != row.amount()) {
            return Flag.OTHER_AMOUNT;
        }
        if (confirmed && !same) {
            return Flag.PAID_TWICE;
        }
        return !same && table.isTransactionOfAnother(confirmation.transaction(), row.reference())
                ? Flag.TRANSACTION_USED
                : null;
    }

    private static AuditEntry alert(Flag flag, String platform, String system, Instant now, String traceId) {
        return AuditEntry.of(AuditEvent.ALERTED, now, Who.of(platform, system), Origin.of("rest", traceId))
                .about(About.kind("payment"))
                .result("payment-" + flag.word());
    }

    /** Makes the delivery of a posted payment; once, however often it is called. */
    void tell(String reference, @Nullable String system, String traceId) {
        PaymentTable.Row row = table.find(reference).orElseThrow();
        if (row.state() != PaymentState.CONFIRMED || row.exchangeId() != null) {
            return;
        }
        Optional<Agency> owner = agencies.current().byId(row.agency());
        Optional<Agency> receiver = owner.flatMap(agency -> agencies.current().receiver(agency, agencies.today()));
        if (receiver.isEmpty()) {
            LOG.atError().addKeyValue("agency", row.agency()).log("nobody receives a confirmed payment of this agency");
            return;
        }
        Receipt receipt = acceptor.accept(new Parcel(
                Kind.PAYMENT,
                row.platform(),
                system,
                "rest",
                traceId,
                reference,
                row.procedure(),
                false,
                null,
                new Resolution.Found(owner.get(), receiver.get()),
                table.confirmation(reference)));
        table.told(reference, receipt.exchangeId());
    }

    /** A confirmation on its way through the route. */
    private final class Confirmed implements Handed<Posting> {

        private final Confirmation confirmation;
        private final byte[] body;
        private final Caller caller;
        private final String traceId;

        Confirmed(Confirmation confirmation, byte[] body, Caller caller, String traceId) {
            this.confirmation = confirmation;
            this.body = body;
            this.caller = caller;
            this.traceId = traceId;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Map<String, Object> headers() {
            return Map.of("hubKind", "payment", "hubSender", caller.requireAgency());
        }

        @Override
        public Posting accept() {
            try {
                return post(confirmation, body, caller.requireAgency(), caller.id(), traceId);
            } catch (DuplicateKeyException sameMoment) { // two payments with one transaction: the other one was posted
                return post(confirmation, body, caller.requireAgency(), caller.id(), traceId);
            }
        }

        @Override
        public String toString() {
            return "Confirmation[" + confirmation.reference() + "]";
        }
    }
}
