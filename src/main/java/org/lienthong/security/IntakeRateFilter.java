package org.lienthong.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemWriter;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts an agency's submissions before their bodies are read. */
final class IntakeRateFilter extends OncePerRequestFilter {

    static final Set<String> INTAKES = Set.of("/api/v1/documents", "/api/v1/dossiers", "/api/v1/progress");

    private final IntakeRate rate;
    private final ProblemWriter problems;

    IntakeRateFilter(IntakeRate rate, ProblemWriter problems) {
        this.rate = rate;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod()) || !INTAKES.contains(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                && known.getPrincipal().agency() != null) {
            try {
                rate.submit(known.getPrincipal().requireAgency());
            } catch (ProblemException limited) {
                problems.write(request, response, limited);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
