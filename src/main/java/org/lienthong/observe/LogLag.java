package org.lienthong.observe;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.publish.LogDirectory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the published audit log is behind the database, and its cosigned checkpoint behind that. */
final class LogLag {

    private final JdbcClient jdbc;
    private final LogDirectory directory;
    private volatile @Nullable Instant behindSince;
    private volatile long unpublished;
    private volatile double uncosigned = Double.NaN;
    private long awaited;

    LogLag(JdbcClient jdbc, LogDirectory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    void look(Instant now) throws IOException {
        long size = jdbc.sql("select size from audit_head").query(Long.class).single();
        long published = size(directory.checkpoint());
        byte[] cosigned = directory.cosigned();
        uncosigned = cosigned == null ? Double.NaN : published - size(cosigned);
        unpublished = Math.max(0, size - published);
        if (published >= awaited) { // what there was at the last stop is published by now
            behindSince = unpublished == 0 ? null : now;
            awaited = size;
        }
    }

    private static long size(byte @Nullable [] note) {
        return note == null
                ? 0
                : Checkpoint.parse(SignedNote.parse(note).text()).size();
    }

    long unpublished() {
        return unpublished;
    }

    /** Entries that the published checkpoint has and the cosigned one has not; NaN without witnesses. */
    double uncosigned() {
        return uncosigned;
    }

    /** For how long, at least, entries have waited for a checkpoint. */
    double ageSeconds(Instant now) {
        Instant since = behindSince;
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }
}
