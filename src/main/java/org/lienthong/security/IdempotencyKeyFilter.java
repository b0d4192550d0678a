package org.lienthong.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.ProblemWriter;
import org.lienthong.problem.RequestRefused;
import org.lienthong.problem.TraceId;
import org.lienthong.problem.Violation;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses an {@code Idempotency-Key} that no log or store could keep. The key itself decides nothing: a document's
 * identity is its sender, DocumentId and business type.
 */
final class IdempotencyKeyFilter extends OncePerRequestFilter {

    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 255;

    private final ProblemWriter problems;
    private final ApplicationEventPublisher events;

    IdempotencyKeyFilter(ProblemWriter problems, ApplicationEventPublisher events) {
        this.problems = problems;
        this.events = events;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> keys = Collections.list(request.getHeaders(HEADER));
        if (keys.size() > 1 || keys.size() == 1 && !valid(keys.get(0))) {
            events.publishEvent(new RequestRefused(ProblemType.IDEMPOTENCY_KEY_INVALID, "rest", TraceId.of(request)));
            problems.write(
                    request,
                    response,
                    new ProblemException(
                            ProblemType.IDEMPOTENCY_KEY_INVALID,
                            "Idempotency-Key is one value of 1 to 255 visible ASCII characters.",
                            "Idempotency-Key là một giá trị gồm 1 đến 255 ký tự ASCII hiển thị được.",
                            new Violation(HEADER, "not one value of 1 to 255 visible ASCII characters")));
            return;
        }
        chain.doFilter(request, response);
    }

    static boolean valid(String key) {
        return !key.isEmpty() && key.length() <= LONGEST && key.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
