package org.lienthong.audit.cosign;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Asks one witness about one checkpoint after the other, and rests where that leads to nothing, each time for longer. */
final class WitnessTask implements Runnable {

    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private final String name;
    private final WitnessClient client;
    private final Rounds rounds;
    private final WitnessReport report;
    private final Cosigner.Publication publication;
    private final BiConsumer<Round, String> collect;
    private final Duration catchUp;
    private Duration rest = SHORTEST_REST;
    private long longerSince;

    /**
     * @param collect takes the round and this witness' name when it has cosigned
     * @param catchUp how long the witness may have seen more than is published: after a crash the hub publishes again what it
     *     had published, within moments
     */
    WitnessTask(
            String name,
            WitnessClient client,
            Rounds rounds,
            WitnessReport report,
            Cosigner.Publication publication,
            BiConsumer<Round, String> collect,
            Duration catchUp) {
        this.name = name;
        this.client = client;
        this.rounds = rounds;
        this.report = report;
        this.publication = publication;
        this.collect = collect;
        this.catchUp = catchUp;
    }

    @Override
    public void run() {
        try {
            for (Round round = rounds.next(name); round != null; round = rounds.next(name)) {
                ask(round);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Round round) throws InterruptedException {
        long size = round.checkpoint().size();
        Verdict verdict = client.ask(round.note(), round.checkpoint(), publication.tree(size));
        if (verdict instanceof Verdict.Cosigned cosigned) {
            report.cosigned(size, cosigned.cosignature().time());
            round.cosigned(name, cosigned.line());
            collect.accept(round, name);
            rounds.cosigned(name);
            rest = SHORTEST_REST;
            longerSince = 0;
            return;
        }
        if (verdict instanceof Verdict.Longer longer) {
            longer(longer.size(), round);
        } else if (verdict instanceof Verdict.Contradicted contradicted) {
            report.contradicted(contradicted.why() + "; " + client.evidence());
        } else if (verdict instanceof Verdict.Unproven unproven) {
            report.unproven(unproven.why());
        } else if (verdict instanceof Verdict.Failed failed) {
            report.failed(failed.why());
        }
        rounds.rest(name, rest);
        Duration longer = rest.multipliedBy(2);
        rest = longer.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : longer;
    }

    private void longer(long seen, Round round) throws InterruptedException {
        long size;
        try {
            size = publication.size();
        } catch (IOException e) {
            report.failed(String.valueOf(e.getMessage()));
            return;
        }
        if (seen <= size) { // another hub on the same log publishes now, and asks
            rounds.forget(round);
            longerSince = 0;
            return;
        }
        String why = "it saw " + seen + " entries, but the log has " + size;
        longerSince = longerSince == 0 ? System.nanoTime() : longerSince;
        if (System.nanoTime() - longerSince < catchUp.toNanos()) {
            report.failed(why);
        } else {
            report.contradicted(why + "; " + client.evidence());
        }
    }
}
