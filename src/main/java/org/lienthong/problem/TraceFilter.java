package org.lienthong.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.lienthong.trace.RequestSpan;
import org.lienthong.trace.SpanRecord;
import org.lienthong.trace.Traces;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives every request its trace id before anything else runs, in the MDC and in the answer, and records its span and how
 * long it took. Reads that ask for no trace, such as polls, have no span, and neither has who could not prove who it is:
 * since the caller's trace id decides, a stranger could fill the collector.
 */
final class TraceFilter extends OncePerRequestFilter {

    private static final String START = TraceFilter.class.getName() + ".start";
    private static final int SERVER_ERROR = 500;
    private static final Set<Integer> STRANGERS = Set.of(401, 429);

    private final TraceId traceIds;
    private final Traces traces;
    private final RequestTimes times;
    private final Clock clock;

    TraceFilter(TraceId traceIds, Traces traces, RequestTimes times, Clock clock) {
        this.times = times;
        this.traceIds = traceIds;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RequestSpan span = traceIds.assign(request);
        response.setHeader(TraceId.HEADER, span.traceId());
        Begin begin = request.getAttribute(START) instanceof Begin earlier ? earlier : begin(request);
        span.enter();
        int status = SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            RequestSpan.leave();
            if (!request.isAsyncStarted()) {
                times.took(request, status, System.nanoTime() - begin.nanos());
                if (traces.sampled(span.traceId())) {
                    record(span, begin, request, status);
                }
            }
        }
    }

    private Begin begin(HttpServletRequest request) {
        Begin begin = new Begin(clock.instant(), System.nanoTime());
        request.setAttribute(START, begin);
        return begin;
    }

    /** A long poll is filtered twice. */
    private record Begin(Instant at, long nanos) {}

    private void record(RequestSpan span, Begin begin, HttpServletRequest request, int status) {
        if (span.parent() == null && request.getMethod().equals("GET") || STRANGERS.contains(status)) {
            return;
        }
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String route = pattern == null ? "unknown" : pattern.toString();
        traces.record(new SpanRecord(
                span.traceId(),
                span.id(),
                span.parent(),
                request.getMethod() + ' ' + route,
                SpanRecord.Kind.SERVER,
                begin.at(),
                clock.instant(),
                Map.of(
                        "http.request.method",
                        request.getMethod(),
                        "http.route",
                        route,
                        "http.response.status_code",
                        String.valueOf(status)),
                status >= SERVER_ERROR ? String.valueOf(status) : null));
    }

    /** A long poll comes back on another thread, whose MDC is empty. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
