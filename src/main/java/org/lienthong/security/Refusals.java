package org.lienthong.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.ProblemWriter;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Tells callers why they may not: 401 for nobody, 403 for the wrong role, 404 for what is on no list. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    /** Request attribute: the path is on no list, so even its existence is nobody's business. */
    static final String UNLISTED = Refusals.class.getName() + ".unlisted";

    static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final ProblemWriter problems;
    private final FailedAttempts failures;
    private final ApplicationEventPublisher events;

    Refusals(ProblemWriter problems, FailedAttempts failures, ApplicationEventPublisher events) {
        this.problems = problems;
        this.failures = failures;
        this.events = events;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException none)
            throws IOException {
        ProblemException problem = failures.failed(request, "rest", StandardDetail.of(ProblemType.UNAUTHENTICATED));
        if (problem.type() == ProblemType.UNAUTHENTICATED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        problems.write(request, response, problem);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (request.getAttribute(UNLISTED) != null) {
            problems.write(request, response, ProblemType.NOT_FOUND);
            return;
        }
        events.publishEvent(new Denial(ProblemType.FORBIDDEN, caller(), "rest", TraceId.of(request)));
        problems.write(request, response, ProblemType.FORBIDDEN);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException {
        if (METHODS.contains(request.getMethod())) {
            problems.write(request, response, ProblemType.MALFORMED_REQUEST);
            return;
        }
        response.setHeader(HttpHeaders.ALLOW, String.join(", ", new TreeSet<>(METHODS)));
        problems.write(request, response, ProblemType.METHOD_NOT_ALLOWED);
    }

    private static @Nullable Caller caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? known.getPrincipal()
                : null;
    }
}
