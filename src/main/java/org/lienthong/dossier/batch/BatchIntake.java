package org.lienthong.dossier.batch;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditTrail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.delivery.IntakeRoutes;
import org.lienthong.problem.Causes;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** Reads a batch and runs it through the route of its kind; what is refused as a whole is recorded. */
final class BatchIntake {

    private final BatchReader reader;
    private final Receiving receiving;
    private final IntakeRoutes routes;
    private final AuditTrail audit;
    private final Clock clock;

    BatchIntake(BatchReader reader, Receiving receiving, IntakeRoutes routes, AuditTrail audit, Clock clock) {
        this.reader = reader;
        this.receiving = receiving;
        this.routes = routes;
        this.audit = audit;
        this.clock = clock;
    }

    BatchReceipt submit(BatchSubmission submission) throws IOException {
        try (Receiving.Place place = receiving.enter(submission.agency());
                IncomingBatch batch = reader.read(submission)) {
            return routes.run(batch);
        } catch (ProblemException refusal) {
            throw recorded(submission, refusal);
        } catch (IOException unreadable) {
            throw recorded(submission, Causes.problem(unreadable));
        }
    }

    private ProblemException recorded(BatchSubmission submission, ProblemException refusal) {
        // Who sends too fast is not recorded each time: the log would grow as fast.
        if (refusal.type().locus() == Locus.HUB || refusal.type() == ProblemType.RATE_LIMITED) {
            return refusal;
        }
        audit.record(List.of(AuditEntry.of(
                        AuditEvent.REFUSED,
                        clock.instant(),
                        Who.of(submission.agency(), submission.caller()),
                        Origin.of("rest", submission.traceId()))
                .about(About.kind(submission.kind().wireName()))
                .result(refusal.type().slug())));
        return refusal.asRecorded();
    }
}
