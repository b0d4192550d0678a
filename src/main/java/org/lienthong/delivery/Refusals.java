package org.lienthong.delivery;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.RequestRefused;
import org.lienthong.security.Caller;
import org.lienthong.security.Denial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Records each refusal and denial as one audit entry, before the caller is told. */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Ledger ledger;
    private final Clock clock;

    Refusals(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Records the refusal of a submission. When the hub itself is the cause, nothing was decided and there is nothing to
     * record.
     *
     * @return what to throw
     */
    public ProblemException record(Submission submission, ProblemException refusal) {
        if (refusal.type().locus() == Locus.HUB) {
            return refusal;
        }
        String kind = submission.kind() == null ? null : submission.kind().wireName();
        record(AuditEntry.of(
                        AuditEvent.REFUSED,
                        clock.instant(),
                        Who.of(submission.agency(), submission.system()),
                        Origin.of(submission.channel(), submission.traceId()))
                .about(About.kind(kind))
                .result(refusal.type().slug()));
        return refusal.asRecorded();
    }

    /** Records that a caller was denied something. Who sends too fast is not recorded each time: the log would grow as fast. */
    @EventListener
    void on(Denial denial) {
        ProblemType type = denial.type();
        if (type.locus() == Locus.HUB || type == ProblemType.RATE_LIMITED) {
            return;
        }
        AuditEvent event = type.status() == 401 || type.status() == 403 ? AuditEvent.DENIED : AuditEvent.REFUSED;
        Caller caller = denial.caller();
        String system = caller == null ? denial.credential() : system(caller);
        String result = denial.reason() == null ? type.slug() : type.slug() + ", " + denial.reason();
        record(AuditEntry.of(
                        event,
                        clock.instant(),
                        Who.of(actor(caller), system),
                        Origin.of(denial.channel(), denial.traceId()))
                .result(result));
    }

    /** Records what was refused before it was a submission, as a wrong method or media type. */
    @EventListener
    void on(RequestRefused refused) {
        record(entry(AuditEvent.REFUSED, caller(), refused.channel(), refused.type(), refused.traceId()));
    }

    private static @Nullable Caller caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller known ? known : null;
    }

    /** What the agency that calls has proven itself with, if this is a call of an agency. */
    static @Nullable String callingSystem() {
        return system(caller());
    }

    private static @Nullable String system(@Nullable Caller caller) {
        return caller == null || caller.agency() == null ? null : caller.id();
    }

    private static String actor(@Nullable Caller caller) {
        if (caller == null) {
            return "unknown";
        }
        return caller.agency() == null ? caller.id() : caller.agency();
    }

    private AuditEntry entry(
            AuditEvent event, @Nullable Caller caller, String channel, ProblemType type, String traceId) {
        return AuditEntry.of(event, clock.instant(), Who.of(actor(caller), system(caller)), Origin.of(channel, traceId))
                .result(type.slug());
    }

    private void record(AuditEntry entry) {
        try {
            ledger.record(new Change.Entries(List.of(entry)));
        } catch (ProblemException unavailable) {
            // The refusal itself stands: it promises nothing, and what cannot be recorded now was not let in either.
            LOG.atError().addKeyValue("agency", entry.who().actor()).log("a refusal could not be recorded");
        }
    }
}
