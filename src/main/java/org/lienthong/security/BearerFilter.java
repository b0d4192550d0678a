package org.lienthong.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.ProblemWriter;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.trace.RequestSpan;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Proves the caller by {@code Authorization: Bearer <key>} (RFC 6750 2.1); a request without one goes on as nobody. */
final class BearerFilter extends OncePerRequestFilter {

    private final KeyRing keys;
    private final FailedAttempts failures;
    private final ProblemWriter problems;
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    BearerFilter(KeyRing keys, FailedAttempts failures, ProblemWriter problems) {
        this.keys = keys;
        this.failures = failures;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (!headers.isEmpty()) {
            Optional<Caller> caller =
                    headers.size() == 1 ? BearerKey.of(headers.get(0)).flatMap(keys::find) : Optional.empty();
            if (caller.isEmpty()) {
                refuse(request, response);
                return;
            }
            remember(caller.get(), request, response);
        }
        chain.doFilter(request, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemException problem = failures.failed(request, "rest", StandardDetail.of(ProblemType.INVALID_TOKEN));
        if (problem.type() == ProblemType.INVALID_TOKEN) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
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
