package org.lienthong.audit.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.testing.Patience;
import org.lienthong.testing.SampleLog;

class RoundsTest {

    private final SampleLog log = new SampleLog().grow(10);

    /** Since Java 25 the common pool has one thread on a small machine, and one that waits holds it. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private Round round(int size) {
        byte[] note = log.note(size);
        return new Round(note, Checkpoint.parse(SignedNote.parse(note).text()));
    }

    private static Rounds rounds(int needed, int witnesses) {
        return new Rounds(needed, witnesses, Duration.ofMinutes(10));
    }

    private static void cosign(Rounds rounds, Round round, String witness) {
        round.cosigned(witness, "line of " + witness + "\n");
        rounds.cosigned(witness);
    }

    @Test
    void skipsWhatWasPublishedInBetween() throws Exception {
        Rounds rounds = rounds(1, 1);
        Round first = round(1);
        Round last = round(3);
        rounds.offer(first);
        assertThat(rounds.next("a")).isSameAs(first);
        rounds.offer(round(2));
        rounds.offer(last);
        assertThat(rounds.next("a")).as("still under way").isSameAs(first);

        cosign(rounds, first, "a");

        assertThat(rounds.next("a")).isSameAs(last);
    }

    @Test
    void quickAndSlowWitnessesMeet() throws Exception {
        Rounds rounds = rounds(2, 2);
        Round first = round(1);
        rounds.offer(first);
        assertThat(rounds.next("slow")).isSameAs(first);
        cosign(rounds, first, "quick");
        Round second = round(2);
        rounds.offer(second);
        CompletableFuture<Round> quick = CompletableFuture.supplyAsync(() -> next(rounds, "quick"), threads);
        assertThat(quick).isNotDone();

        cosign(rounds, first, "slow");

        assertThat(first.cosignatures()).isEqualTo(2);
        assertThat(quick.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isSameAs(second);
        assertThat(rounds.next("slow")).isSameAs(second);
    }

    @Test
    void nobodyWaitsForAWitnessThatRests() throws Exception {
        Rounds rounds = rounds(2, 2);
        Round first = round(1);
        Round second = round(2);
        rounds.offer(first);
        CompletableFuture<Void> resting = CompletableFuture.runAsync(() -> rest(rounds, "dead"), threads);
        cosign(rounds, first, "alive");
        rounds.offer(second);

        assertThat(CompletableFuture.supplyAsync(() -> next(rounds, "alive"), threads)
                        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isSameAs(second);
        rounds.close();
        resting.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(rounds.next("alive")).isNull();
    }

    @Test
    void anIdleLogIsCosignedAgain() throws Exception {
        Rounds rounds = new Rounds(1, 1, Duration.ofMillis(50));
        Round only = round(1);
        rounds.offer(only);
        cosign(rounds, only, "a");

        assertThat(rounds.next("a")).isSameAs(only);
    }

    @Test
    void aForgottenCheckpointIsAskedForNoMore() throws Exception {
        Rounds rounds = new Rounds(1, 1, Duration.ofMillis(1));
        Round first = round(1);
        Round second = round(2);
        rounds.offer(first);
        rounds.forget(first);
        CompletableFuture<Round> next = CompletableFuture.supplyAsync(() -> next(rounds, "a"), threads);
        rounds.offer(second);

        assertThat(next.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isSameAs(second);
    }

    private static Round next(Rounds rounds, String witness) {
        try {
            return rounds.next(witness);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void rest(Rounds rounds, String witness) {
        try {
            rounds.rest(witness, Duration.ofMinutes(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
