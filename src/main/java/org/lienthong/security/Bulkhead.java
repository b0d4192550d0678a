package org.lienthong.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** Lets no agency occupy the whole server: so many of its requests may be under way at the same time, and no more. */
public final class Bulkhead {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
    private final int perAgency;

    Bulkhead(int perAgency) {
        this.perAgency = perAgency;
    }

    /** Where a request stands until it is answered. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a place; the caller must close it.
     *
     * @throws ProblemException {@code rate-limited} when the agency has none left
     */
    public Place enter(String agency) {
        Semaphore free = places.computeIfAbsent(agency, id -> new Semaphore(perAgency));
        if (!free.tryAcquire()) {
            throw new ProblemException(
                            ProblemType.RATE_LIMITED,
                            "Too many requests of this agency are under way; nothing was accepted, send it again.",
                            "Cơ quan này có quá nhiều yêu cầu đang xử lý; chưa có gì được tiếp nhận, hãy gửi lại.")
                    .retryAfter(RETRY);
        }
        return free::release;
    }
}
