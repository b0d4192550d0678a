package org.lienthong.security;

import java.time.Duration;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** How many submissions an agency may send, whatever the wire. */
public final class IntakeRate {

    private final RateLimit limit;

    IntakeRate(RateLimit limit) {
        this.limit = limit;
    }

    /**
     * Counts one submission.
     *
     * @throws ProblemException {@code rate-limited} when the agency has sent too many
     */
    public void submit(String agency) {
        Duration wait = limit.take(agency);
        if (wait != null) {
            throw new ProblemException(
                            ProblemType.RATE_LIMITED,
                            "This agency sends more than its limit; nothing was accepted, send it again.",
                            "Cơ quan này gửi quá giới hạn; chưa có gì được tiếp nhận, hãy gửi lại.")
                    .retryAfter(wait);
        }
    }
}
