package org.lienthong.route;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
    private final ConcurrentMap<String, IntakeConsumer> consumers = new ConcurrentHashMap<>();

    RouteIntake(SubmissionReader reader, Refusals refusals) {
        this.reader = reader;
        this.refusals = refusals;
    }

    @Override
    public Receipt submit(Submission submission) throws IOException {
        try {
            IntakeConsumer consumer = consumer(DOCUMENTS);
            try (Incoming incoming = reader.read(submission)) {
                return consumer.handle(incoming);
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
        return (R) consumer(handed.kind()).handle(handed);
    }

    private IntakeConsumer consumer(String kind) {
        IntakeConsumer consumer = consumers.get(kind);
        if (consumer == null) {
            throw new ProblemException(
                    ProblemType.SHUTTING_DOWN,
                    "The hub takes no " + kind + " at this moment; send the same again shortly.",
                    "Trục đang tạm ngừng tiếp nhận; vui lòng gửi lại đúng nội dung này sau ít phút.");
        }
        return consumer;
    }

    void open(String kind, IntakeConsumer consumer) {
        if (consumers.putIfAbsent(kind, consumer) != null) {
            throw new IllegalStateException("two routes start at hub:intake/" + kind);
        }
    }

    void close(String kind, IntakeConsumer consumer) {
        consumers.remove(kind, consumer);
    }
}
