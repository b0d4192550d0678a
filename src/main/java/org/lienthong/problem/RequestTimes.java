package org.lienthong.problem;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerMapping;

/**
 * How long requests took: {@code http.server.requests}, named and labelled as Spring's own, which builds an observation and
 * all its labels anew for each request. A label says only what the hub knows by itself: a method, a pattern, a status.
 */
final class RequestTimes {

    private static final String UNKNOWN = "UNKNOWN";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final MeterRegistry meters;
    private final ConcurrentMap<Labels, Timer> timers = new ConcurrentHashMap<>();

    private record Labels(String method, String uri, int status) {}

    RequestTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    void took(HttpServletRequest request, int status, long nanos) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : UNKNOWN;
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Labels labels = new Labels(method, pattern == null ? UNKNOWN : pattern.toString(), status);
        timers.computeIfAbsent(labels, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Labels labels) {
        return Timer.builder("http.server.requests")
                .description("Requests, by the pattern that answered them")
                .tag("method", labels.method())
                .tag("uri", labels.uri())
                .tag("status", String.valueOf(labels.status()))
                .tag("outcome", outcome(labels.status()))
                .register(meters);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            default -> "SERVER_ERROR";
        };
    }
}
