package org.lienthong.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request its trace id before anything else runs, in the MDC and in the answer. */
final class TraceFilter extends OncePerRequestFilter {

    private final TraceId traceIds;

    TraceFilter(TraceId traceIds) {
        this.traceIds = traceIds;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = traceIds.assign(request);
        response.setHeader(TraceId.HEADER, id);
        MDC.put(TraceId.KEY, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(TraceId.KEY);
        }
    }

    /** A long poll comes back on another thread, whose MDC is empty. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
