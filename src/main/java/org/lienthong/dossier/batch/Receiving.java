package org.lienthong.dossier.batch;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** How many batches are read at the same time, each with buffers of its own: of one agency, and of all together. */
final class Receiving {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Map<String, Semaphore> byAgency = new ConcurrentHashMap<>();
    private final Semaphore all;
    private final int perAgency;

    Receiving(int all, int perAgency) {
        this.all = new Semaphore(all);
        this.perAgency = perAgency;
    }

    /** What a batch holds while it is read. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws ProblemException RATE_LIMITED when there is no place */
    Place enter(String agency) {
        Semaphore own = byAgency.computeIfAbsent(agency, id -> new Semaphore(perAgency));
        if (!own.tryAcquire()) {
            throw full();
        }
        if (!all.tryAcquire()) {
            own.release();
            throw full();
        }
        return () -> {
            all.release();
            own.release();
        };
    }

    private static ProblemException full() {
        return new ProblemException(
                        ProblemType.RATE_LIMITED,
                        "Too many batches are arriving at the same time; nothing of this one was accepted, send it again.",
                        "Có quá nhiều lô đang được gửi đến cùng lúc; chưa tiếp nhận lô này, vui lòng gửi lại.")
                .retryAfter(RETRY);
    }
}
