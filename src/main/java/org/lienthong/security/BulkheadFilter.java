package org.lienthong.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemWriter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Holds a place for each request of an agency while it runs. */
final class BulkheadFilter extends OncePerRequestFilter {

    private final Bulkhead bulkhead;
    private final ProblemWriter problems;

    BulkheadFilter(Bulkhead bulkhead, ProblemWriter problems) {
        this.bulkhead = bulkhead;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known)
                || known.getPrincipal().agency() == null) {
            chain.doFilter(request, response);
            return;
        }
        Bulkhead.Place place;
        try {
            place = bulkhead.enter(known.getPrincipal().requireAgency());
        } catch (ProblemException full) {
            problems.write(request, response, full);
            return;
        }
        try (place) {
            chain.doFilter(request, response);
        }
    }
}
