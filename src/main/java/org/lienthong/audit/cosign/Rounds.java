package org.lienthong.audit.cosign;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which checkpoint each witness is asked about: all the same one until enough have cosigned it or can for now, so that
 * quick and slow witnesses meet; then the newest one.
 */
final class Rounds {

    private final int needed;
    private final int witnesses;
    private final Duration refresh;
    private final Set<String> resting = new HashSet<>();
    private final Map<String, Long> cosignedAt = new HashMap<>();
    private @Nullable Round current;
    private @Nullable Round newest;
    private boolean open = true;

    /**
     * @param needed cosignatures that are enough
     * @param refresh after which the same checkpoint is cosigned again
     */
    Rounds(int needed, int witnesses, Duration refresh) {
        this.needed = needed;
        this.witnesses = witnesses;
        this.refresh = refresh;
    }

    /** Never blocks for long: nothing but memory is touched under this lock. */
    synchronized void offer(Round round) {
        newest = round;
        advance();
    }

    /** Asks nobody about this checkpoint any more. */
    synchronized void forget(Round round) {
        if (current == round) {
            current = null;
            newest = newest == round ? null : newest;
            advance();
        }
    }

    /** Waits until there is something to ask this witness; null when there never will be. */
    synchronized @Nullable Round next(String witness) throws InterruptedException {
        resting.remove(witness);
        while (open) {
            Round round = current;
            if (round != null && (!round.isCosignedBy(witness) || untilRefresh(witness) <= 0)) {
                return round;
            }
            wait(round == null ? 0 : Math.max(1, untilRefresh(witness)));
        }
        return null;
    }

    /** The witness cosigned. */
    synchronized void cosigned(String witness) {
        cosignedAt.put(witness, System.nanoTime());
        advance();
    }

    /** The witness cannot for now; nobody waits for it. */
    synchronized void rest(String witness, Duration time) throws InterruptedException {
        resting.add(witness);
        advance();
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); open && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
    }

    synchronized void close() {
        open = false;
        notifyAll();
    }

    private void advance() {
        Round round = current;
        if (newest != null
                && newest != round
                && (round == null || round.cosignatures() >= needed || round.settled(resting) >= witnesses)) {
            current = newest;
        }
        notifyAll();
    }

    private long untilRefresh(String witness) {
        Long last = cosignedAt.get(witness);
        return last == null ? 0 : refresh.toMillis() - (System.nanoTime() - last) / 1_000_000;
    }
}
