package org.lienthong.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lienthong.problem.LengthBesideChunksValve;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.ProblemWriter;
import org.lienthong.problem.RequestRefused;
import org.lienthong.problem.TraceId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a request that tells its length in two ways: whoever stands before the hub may have gone by the other one. */
final class FramingFilter extends OncePerRequestFilter {

    private final ProblemWriter problems;
    private final ApplicationEventPublisher events;

    FramingFilter(ProblemWriter problems, ApplicationEventPublisher events) {
        this.problems = problems;
        this.events = events;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(LengthBesideChunksValve.FOUND) == null) {
            chain.doFilter(request, response);
            return;
        }
        events.publishEvent(new RequestRefused(ProblemType.MALFORMED_REQUEST, "rest", TraceId.of(request)));
        problems.write(request, response, ProblemType.MALFORMED_REQUEST);
    }
}
