package org.lienthong.agreement;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/**
 * What a call did to its agreement's quota.
 *
 * @param quota of the agreement
 * @param calls that may follow at once
 * @param callsToday that may follow today, as far as this hub knows; -1 without a daily quota
 * @param untilMidnight in Vietnam
 * @param exceeded which limit refuses the call, or null when it is admitted
 * @param retryAfter when to come back; zero when it is admitted
 */
public record Admission(
        Quota quota,
        long calls,
        long callsToday,
        Duration untilMidnight,
        @Nullable Limit exceeded,
        Duration retryAfter) {

    /** What a quota limits. */
    public enum Limit {
        RATE,
        DAY
    }

    private static final String RATE = "\"rate\"";
    private static final String DAY = "\"day\"";

    public boolean admitted() {
        return exceeded == null;
    }

    /** What to throw when it is not admitted. */
    public ProblemException refusal() {
        ProblemException problem = exceeded == Limit.DAY
                ? new ProblemException(
                        ProblemType.RATE_LIMITED,
                        "The agreement's quota of the day is used up; it begins anew at midnight in Vietnam.",
                        "Đã hết hạn mức khai thác trong ngày theo thỏa thuận; hạn mức mới tính từ 0 giờ.")
                : new ProblemException(
                        ProblemType.RATE_LIMITED,
                        "More calls per second than the agreement allows; come back after the time in Retry-After.",
                        "Số lần gọi mỗi giây vượt thỏa thuận; hãy thử lại sau thời gian ở tiêu đề Retry-After.");
        return problem.retryAfter(retryAfter).headers(headers());
    }

    /** {@code RateLimit-Policy} and {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-10). */
    public Map<String, String> headers() {
        long window = (quota.burst() + quota.perSecond() - 1L) / quota.perSecond();
        long refilled = (quota.burst() - calls + quota.perSecond() - 1) / quota.perSecond();
        String policy = RATE + ";q=" + quota.burst() + ";w=" + window;
        String state = RATE + ";r=" + calls + ";t=" + refilled;
        if (quota.perDay() > 0) {
            policy += ", " + DAY + ";q=" + quota.perDay() + ";w=86400";
            state += ", " + DAY + ";r=" + callsToday + ";t=" + Math.max(1, untilMidnight.toSeconds());
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("RateLimit-Policy", policy);
        headers.put("RateLimit", state);
        return headers;
    }
}
