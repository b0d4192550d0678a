package org.lienthong.embedded;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded PostgreSQL again when it ended by itself, as when the system killed it for its memory. Meanwhile the
 * hub is not ready and promises nothing; what it had acknowledged is on disk.
 */
final class PostgresWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresWatch.class);
    private static final long LOOK_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** The server that is watched. */
    interface Server {

        boolean runs() throws IOException;

        /** Whether it came up, on the port that it had. */
        boolean startAgain() throws IOException;
    }

    private final Server server;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "postgres-watch");
        daemon.setDaemon(true);
        return daemon;
    });
    private long pause = LOOK_MILLIS;

    PostgresWatch(Server server) {
        this.server = server;
        thread.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (server.runs()) {
                pause = LOOK_MILLIS;
            } else {
                LOG.error("PostgreSQL has ended by itself; it is started again");
                boolean up = server.startAgain();
                pause = up ? LOOK_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                if (up) {
                    LOG.warn("PostgreSQL is up again");
                } else {
                    LOG.atError()
                            .addKeyValue("pauseMillis", pause)
                            .log("PostgreSQL did not come up; tried again later");
                }
            }
        } catch (IOException | RuntimeException e) {
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            LOG.atError().addKeyValue("pauseMillis", pause).log("PostgreSQL is not started again: {}", e.toString());
        }
        if (!thread.isShutdown()) {
            thread.schedule(this::look, pause, TimeUnit.MILLISECONDS);
        }
    }

    /** Returns when nothing is being started any more. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LONGEST_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("PostgreSQL is still being started again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
