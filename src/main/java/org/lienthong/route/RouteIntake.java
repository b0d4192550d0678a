package org.lienthong.route;

import java.io.IOException;
import org.lienthong.config.InForce;
import org.lienthong.delivery.Handed;
import org.lienthong.delivery.Incoming;
import org.lienthong.delivery.Intake;
import org.lienthong.delivery.IntakeRoutes;
import org.lienthong.delivery.Receipt;
import org.lienthong.delivery.Refusals;
import org.lienthong.delivery.Submission;
import org.lienthong.delivery.SubmissionReader;
import org.lienthong.problem.Causes;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** Reads the documents that callers hand in, and runs whatever they hand in through the route of its kind. */
final class RouteIntake implements Intake, IntakeRoutes {

    private static final String DOCUMENTS = "documents";

    private final SubmissionReader reader;
    private final Refusals refusals;
    private final InForce inForce;

    RouteIntake(SubmissionReader reader, Refusals refusals, InForce inForce) {
        this.reader = reader;
        this.refusals = refusals;
        this.inForce = inForce;
    }

    @Override
    public Receipt submit(Submission submission) throws IOException {
        try {
            consumer(DOCUMENTS); // before a large body is read in vain
            try (Incoming incoming = reader.read(submission);
                    InForce.Pin pin = inForce.pin()) {
                return consumer(DOCUMENTS).handle(incoming);
            }
        } catch (ProblemException refusal) {
            throw refusals.record(submission, refusal);
        } catch (IOException unreadable) {
            throw refusals.record(submission, Causes.problem(unreadable));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the consumer answers what the handed thing's own accept() returned
    public <R> R run(Handed<R> handed) {
        try (InForce.Pin pin = inForce.pin()) {
            return (R) consumer(handed.kind()).handle(handed);
        }
    }

    private IntakeConsumer consumer(String kind) {
        Entrances entrances = inForce.edition().find(Entrances.class);
        IntakeConsumer consumer = entrances == null ? null : entrances.intake(kind);
        if (consumer == null) {
            throw new ProblemException(
                    ProblemType.SHUTTING_DOWN,
                    "The hub takes no " + kind + " at this moment; send the same again shortly.",
                    "Trục đang tạm ngừng tiếp nhận; vui lòng gửi lại đúng nội dung này sau ít phút.");
        }
        return consumer;
    }
}
