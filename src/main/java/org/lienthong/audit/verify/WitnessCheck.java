package org.lienthong.audit.verify;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.Cosignature;

/**
 * Whether the witnesses saw the same log. Its newest checkpoint may be too young to be cosigned; then the latest one that is
 * must be young, too, and is one more that the log has to begin with.
 */
final class WitnessCheck {

    /** What a busy log publishes within this time may wait for its cosignatures. */
    private static final Duration LAG = Duration.ofMinutes(5);

    private final WitnessPolicy policy;
    private final Clock clock;
    private final LogVerifier verifier;
    private final byte @Nullable [] older;

    /** Reads the latest cosigned checkpoint; the newest one has to be read later, for the log may grow in between. */
    WitnessCheck(LogSource source, WitnessPolicy policy, Clock clock, LogVerifier verifier) throws IOException {
        this.policy = policy;
        this.clock = clock;
        this.verifier = verifier;
        this.older =
                policy.isEmpty() ? null : source.read("checkpoint.cosigned").orElse(null);
    }

    /**
     * Returns in words who cosigned; nothing when nobody has to.
     *
     * @param note the newest checkpoint
     * @param roots what the log has to begin with
     */
    String check(byte[] note, Checkpoint checkpoint, Map<Long, LogVerifier.Expected> roots) throws WrongLogException {
        if (policy.isEmpty()) {
            return "";
        }
        List<Cosignature> cosignatures = policy.cosignatures(note, "checkpoint");
        if (older == null || policy.isMetBy(cosignatures)) {
            policy.require(cosignatures, "checkpoint");
            return "It is " + policy.describe(cosignatures) + ".";
        }
        Checkpoint cosigned = verifier.open(older, "checkpoint.cosigned");
        List<Cosignature> before = policy.cosignatures(older, "checkpoint.cosigned");
        policy.require(before, "checkpoint.cosigned");
        LogVerifier.expectEarlier(roots, cosigned, checkpoint, "cosigned");
        Instant latest =
                before.stream().map(Cosignature::time).max(Instant::compareTo).orElse(Instant.MAX);
        if (latest.isBefore(clock.instant().minus(LAG))) {
            throw new WrongLogException("checkpoint: " + policy.quorum() + " cosignatures are needed, but it is "
                    + policy.describe(cosignatures) + ". The latest one that has them is over " + cosigned.size()
                    + " entries and from " + latest);
        }
        return "Its first " + cosigned.size() + " entries are " + policy.describe(before) + "; the last "
                + (checkpoint.size() - cosigned.size()) + " are too young to be.";
    }
}
