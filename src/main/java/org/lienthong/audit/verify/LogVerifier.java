package org.lienthong.audit.verify;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.ArchiveRange;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.Tile;
import org.lienthong.audit.log.TileHash;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.token.TimestampTrust;

/**
 * Builds a log again from its raw entries and compares every tile, the root and the signature, that the log begins with
 * the one seen before and with each one that was stamped, and that witnesses saw the same. It reads each file once, from left to right, and holds one tile
 * per level in memory. Of an archive it checks the entries that are in it, and that they are in the signed log.
 */
public final class LogVerifier {

    private final LogSource source;
    private final VerifierKey key;
    private final WitnessPolicy policy;
    private final Clock clock;
    private final LongConsumer progress;

    /** @param progress told how many entries are checked, after each bundle */
    public LogVerifier(LogSource source, VerifierKey key, LongConsumer progress) {
        this(source, key, WitnessPolicy.none(), Clock.systemUTC(), progress);
    }

    /** @param policy whose cosignatures the log must have */
    public LogVerifier(LogSource source, VerifierKey key, WitnessPolicy policy, Clock clock, LongConsumer progress) {
        this.source = source;
        this.key = key;
        this.policy = policy;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What was found right.
     *
     * @param note the signed checkpoint, to be given the next time
     * @param size entries that it is about
     * @param archive the part of them that was there, or null for all
     * @param timestamps how many tokens
     * @param latest the time of the latest token
     * @param witnessed in words: who cosigned what, and who did not; empty without witnesses
     */
    public record Verified(
            byte[] note,
            long size,
            @Nullable ArchiveRange archive,
            int timestamps,
            @Nullable Instant latest,
            String witnessed) {}

    /**
     * Checks the whole log, or an archive.
     *
     * @param seen the signed checkpoint of an earlier check, or null; not used for an archive
     * @param trust checks the timestamps, too, by these authorities; null leaves them alone
     * @throws WrongLogException naming the first thing that is wrong
     * @throws IOException when the log cannot be read
     */
    public Verified verify(byte @Nullable [] seen, @Nullable TimestampTrust trust)
            throws WrongLogException, IOException {
        return verifyAfter(seen == null ? List.of() : List.of(open(seen, "the checkpoint seen before")), trust);
    }

    /**
     * Checks the whole log, or an archive.
     *
     * @param seen checkpoints that the log must begin with; not used for an archive
     */
    public Verified verifyAfter(List<Checkpoint> seen, @Nullable TimestampTrust trust)
            throws WrongLogException, IOException {
        Map<Long, Expected> roots = new TreeMap<>();
        StampCheck stamps = new StampCheck(source, this);
        if (trust != null) {
            stamps.check(trust, roots); // before the checkpoint, which may grow meanwhile
        }
        WitnessCheck witnesses = new WitnessCheck(source, policy, clock, this);
        byte[] note = source.read("checkpoint").orElseThrow(() -> new WrongLogException("checkpoint: is missing"));
        Checkpoint checkpoint = open(note, "checkpoint");
        ArchiveRange archive = archive(checkpoint.size());
        if (archive == null) {
            for (Checkpoint earlier : seen) {
                expectEarlier(roots, earlier, checkpoint, "seen before");
            }
        }
        String witnessed = witnesses.check(note, checkpoint, roots);
        expect(roots, checkpoint, "checkpoint: its root is not that of the " + checkpoint.size() + " entries");
        rebuild(checkpoint.size(), archive, roots);
        return new Verified(note, checkpoint.size(), archive, stamps.count(), stamps.latest(), witnessed);
    }

    /** The checkpoint in a note that the key signed. */
    public Checkpoint open(byte[] note, String name) throws WrongLogException {
        try {
            Checkpoint checkpoint = Checkpoint.parse(SignedNote.open(note, List.of(key)));
            if (!checkpoint.origin().equals(key.name())) {
                throw new WrongLogException(name + ": its origin is not the name of the key");
            }
            return checkpoint;
        } catch (LogFormatException e) {
            throw new WrongLogException(name + ": " + e.getMessage());
        }
    }

    /** @param message what is wrong when the tree has another root at that size */
    record Expected(byte[] root, String message) {}

    /** Two signed checkpoints of the same size must be the same tree, whatever the entries are. */
    static void expect(Map<Long, Expected> roots, Checkpoint checkpoint, String message) throws WrongLogException {
        Expected other = roots.putIfAbsent(checkpoint.size(), new Expected(checkpoint.root(), message));
        if (other != null && !Arrays.equals(other.root(), checkpoint.root())) {
            throw new WrongLogException(other.message());
        }
    }

    /** @param what was done with it, for the message */
    static void expectEarlier(Map<Long, Expected> roots, Checkpoint earlier, Checkpoint checkpoint, String what)
            throws WrongLogException {
        if (earlier.size() > checkpoint.size()) {
            throw new WrongLogException("checkpoint: the log has " + checkpoint.size() + " entries, but had "
                    + earlier.size() + " when it was " + what);
        }
        String message =
                "the log was rewritten: its first " + earlier.size() + " entries are not the ones that were " + what;
        expect(roots, earlier, message);
    }

    private @Nullable ArchiveRange archive(long size) throws WrongLogException, IOException {
        Optional<byte[]> text = source.read(ArchiveRange.FILE);
        if (text.isEmpty()) {
            return null;
        }
        try {
            ArchiveRange range = ArchiveRange.parse(text.get());
            if (range.end() > size || range.end() % Tile.FULL != 0 && range.end() != size) {
                throw new WrongLogException(ArchiveRange.FILE + ": its range is not within the log");
            }
            return range;
        } catch (LogFormatException e) {
            throw new WrongLogException(ArchiveRange.FILE + ": " + e.getMessage());
        }
    }

    private void rebuild(long size, @Nullable ArchiveRange archive, Map<Long, Expected> roots)
            throws WrongLogException, IOException {
        long first = archive == null ? 0 : archive.first();
        long end = archive == null ? size : archive.end();
        TreeRebuild tree = new TreeRebuild(source, size, roots.keySet());
        for (long from = 0; from < size; ) {
            if (from >= first && from < end) {
                tree.bundle(Tile.in(size, Tile.ENTRIES, from / Tile.FULL));
                from += Tile.FULL;
                progress.accept(Math.min(from, end) - first);
            } else {
                long to = from < first ? first : size;
                for (TileHash hash : TileHash.covering(from, to)) {
                    tree.skip(hash);
                }
                from = to;
            }
        }
        Map<Long, byte[]> found = tree.finish();
        for (Map.Entry<Long, Expected> entry : roots.entrySet()) { // the smallest first, after any wrong tile
            byte[] root = found.get(entry.getKey());
            if (root == null || !Arrays.equals(root, entry.getValue().root())) {
                throw new WrongLogException(entry.getValue().message());
            }
        }
    }
}
