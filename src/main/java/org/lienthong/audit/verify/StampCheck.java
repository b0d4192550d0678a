package org.lienthong.audit.verify;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.StampName;
import org.lienthong.audit.token.Timestamp;
import org.lienthong.audit.token.TimestampException;
import org.lienthong.audit.token.TimestampTrust;

/** Checks every published timestamp: that an authority stamped this checkpoint, and that the key signed it. */
final class StampCheck {

    private final LogSource source;
    private final LogVerifier verifier;
    private int count;
    private @Nullable Instant latest;

    StampCheck(LogSource source, LogVerifier verifier) {
        this.source = source;
        this.verifier = verifier;
    }

    int count() {
        return count;
    }

    @Nullable
    Instant latest() {
        return latest;
    }

    /** @param roots gets what the tree must have been when it was stamped */
    void check(TimestampTrust trust, Map<Long, LogVerifier.Expected> roots) throws WrongLogException, IOException {
        try {
            for (String month : StampName.months(read(StampName.MONTHS))) {
                for (StampName name : StampName.names(read(StampName.index(month)))) {
                    check(name, trust, roots);
                }
            }
        } catch (LogFormatException e) {
            throw new WrongLogException("timestamps: " + e.getMessage());
        }
    }

    private void check(StampName name, TimestampTrust trust, Map<Long, LogVerifier.Expected> roots)
            throws WrongLogException, IOException {
        byte[] note = read(name.checkpointPath());
        Checkpoint checkpoint = verifier.open(note, name.checkpointPath());
        Timestamp timestamp;
        try {
            timestamp = trust.check(read(name.responsePath()), note);
        } catch (TimestampException e) {
            throw new WrongLogException(name.responsePath() + ": " + e.getMessage());
        }
        if (!name.equals(StampName.of(timestamp.time(), checkpoint.size()))) {
            throw new WrongLogException(name.responsePath() + ": its name is not that of its time and size");
        }
        String message = name.checkpointPath() + ": the log does not begin with the " + checkpoint.size()
                + " entries that were stamped at " + timestamp.time();
        LogVerifier.expect(roots, checkpoint, message);
        count++;
        latest = latest == null || timestamp.time().isAfter(latest) ? timestamp.time() : latest;
    }

    private byte[] read(String path) throws WrongLogException, IOException {
        return source.read(path).orElseThrow(() -> new WrongLogException(path + ": is missing"));
    }
}
