package org.lienthong.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemWriter;
import org.lienthong.problem.TraceId;
import org.lienthong.trace.RequestSpan;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who is calling, as {@link Proofs} tells; a request that shows nothing goes on as nobody. */
final class CallerFilter extends OncePerRequestFilter {

    private final Proofs proofs;
    private final FailedAttempts failures;
    private final ProblemWriter problems;
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    CallerFilter(Proofs proofs, FailedAttempts failures, ProblemWriter problems) {
        this.proofs = proofs;
        this.failures = failures;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = proofs.of(request);
        } catch (NotAdmitted e) {
            refuse(e, request, response);
            return;
        }
        if (caller.isPresent()) {
            remember(caller.get(), request, response);
        }
        chain.doFilter(request, response);
    }

    private void refuse(NotAdmitted attempt, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemException problem = failures.failed(request, "rest", attempt);
        String challenge = attempt.challenge();
        if (problem == attempt.told() && challenge != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        problems.write(request, response, problem);
    }

    /** Kept with the request, too, so that a long poll is still the same caller when it comes back. */
    private void remember(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        RequestSpan.about(TraceId.of(request), null, caller.agency());
    }
}
