package org.lienthong.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.lienthong.trace.RequestSpan;
import org.lienthong.trace.SpanRecord;
import org.lienthong.trace.Traces;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives every request its trace id before anything else runs, in the MDC and in the answer, and records its span. Reads that
 * ask for no trace, such as polls, have none.
 */
final class TraceFilter extends OncePerRequestFilter {

    private static final String START = TraceFilter.class.getName() + ".start";
    private static final int SERVER_ERROR = 500;

    private final TraceId traceIds;
    private final Traces traces;
    private final Clock clock;

    TraceFilter(TraceId traceIds, Traces traces, Clock clock) {
        this.traceIds = traceIds;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RequestSpan span = traceIds.assign(request);
        response.setHeader(TraceId.HEADER, span.traceId());
        boolean recorded = traces.sampled(span.traceId());
        if (recorded && request.getAttribute(START) == null) {
            request.setAttribute(START, clock.instant());
        }
        span.enter();
        try {
            chain.doFilter(request, response);
        } finally {
            RequestSpan.leave();
            if (recorded && !request.isAsyncStarted()) {
                record(span, request, response);
            }
        }
    }

    private void record(RequestSpan span, HttpServletRequest request, HttpServletResponse response) {
        if (span.parent() == null && request.getMethod().equals("GET")) {
            return;
        }
        Instant start = (Instant) request.getAttribute(START);
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String route = pattern == null ? "unknown" : pattern.toString();
        int status = response.getStatus();
        traces.record(new SpanRecord(
                span.traceId(),
                span.id(),
                span.parent(),
                request.getMethod() + ' ' + route,
                SpanRecord.Kind.SERVER,
                start,
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
