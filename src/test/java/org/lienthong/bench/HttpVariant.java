package org.lienthong.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What takes documents in over HTTP. */
final class HttpVariant implements Variant {

    private static final int DRAIN_CONNECTIONS = 8;
    private static final int LANDING_SECONDS = 30;

    /**
     * @param recipient agency code in the documents
     * @param pulls whether the recipient fetches its documents; else it is called
     * @param postgres data directory, or null without
     */
    record Plan(String title, int port, String path, String recipient, boolean pulls, Path postgres, Path example) {}

    private final Plan plan;
    private final Child child;
    private final Receiver receiver;

    HttpVariant(Plan plan, Child child, Receiver receiver) {
        this.plan = plan;
        this.child = child;
        this.receiver = receiver;
    }

    @Override
    public String title() {
        return plan.title();
    }

    @Override
    public Result measure(int run, Load load) throws Exception {
        Flight flight = new Flight(run, load.concurrency());
        receiver.expect(flight);
        Documents documents = Documents.of(plan.example(), load.size(), plan.recipient());
        MailboxDrain drain =
                plan.pulls() ? new MailboxDrain(flight, plan.recipient(), plan.port(), DRAIN_CONNECTIONS) : null;
        Senders senders = new Senders(flight, documents, load.concurrency(), plan.port(), plan.path());
        flight.warmUp(load.warmup(), load.patience());
        double[] before = cpu();
        long from = System.nanoTime();
        TimeUnit.SECONDS.sleep(load.seconds());
        long to = System.nanoTime();
        double[] after = cpu();
        senders.close();
        boolean landed = land(flight);
        if (drain != null) {
            drain.close();
        }
        Flight.Figures figures = flight.between(from, to);
        int count = Math.max(1, figures.documents());
        return new Result(
                figures,
                (after[0] - before[0]) / count,
                (after[1] - before[1]) / count,
                (after[2] - before[2]) / count,
                remark(figures, landed, senders.trouble(), drain == null ? null : drain.trouble()));
    }

    private static String remark(Flight.Figures figures, boolean landed, String sending, String fetching) {
        StringBuilder remark = new StringBuilder();
        if (!landed) {
            remark.append(" NOT ALL DELIVERED");
        }
        if (figures.doubled() > 0) {
            remark.append(" DOUBLED ").append(figures.doubled());
        }
        if (sending != null) {
            remark.append(" SENDING: ").append(sending);
        }
        if (fetching != null) {
            remark.append(" FETCHING: ").append(fetching);
        }
        return remark.toString();
    }

    private static boolean land(Flight flight) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LANDING_SECONDS);
        while (!flight.landed()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    private double[] cpu() throws IOException {
        return new double[] {
            CpuTime.ofProcess(child.pid()),
            plan.postgres() == null ? 0 : CpuTime.ofPostgres(plan.postgres()),
            CpuTime.ofProcess(ProcessHandle.current().pid())
        };
    }

    @Override
    public void close() throws InterruptedException {
        child.close();
    }
}
