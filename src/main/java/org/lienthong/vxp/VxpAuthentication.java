package org.lienthong.vxp;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.security.Caller;
import org.lienthong.security.CallerAuthentication;
import org.lienthong.security.FailedAttempts;
import org.lienthong.security.NotAdmitted;
import org.lienthong.security.Proofs;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Proves a caller of the axis API by the SDK's signature, or by what the REST API takes, too: a key, a
 * token or a client certificate. What
 * it leaves for the operations are a caller and decoded parameters, nothing else of the headers.
 */
final class VxpAuthentication extends OncePerRequestFilter {

    /** Request attribute: the {@link Parameters} of the call. */
    static final String PARAMETERS = "org.lienthong.vxp.parameters";

    private static final String CHANNEL = "vxp";

    private final Signature signature;
    private final Proofs proofs;
    private final FailedAttempts failures;
    private final Envelope envelope;

    VxpAuthentication(Signature signature, Proofs proofs, FailedAttempts failures, Envelope envelope) {
        this.signature = signature;
        this.proofs = proofs;
        this.failures = failures;
        this.envelope = envelope;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Signature.Proven proven;
        try {
            proven = prove(request);
        } catch (NotAdmitted attempt) {
            refuse(request, response, attempt);
            return;
        } catch (ProblemException problem) {
            refuse(request, response, problem);
            return;
        }
        request.setAttribute(PARAMETERS, proven.parameters());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(proven.caller()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private Signature.Proven prove(HttpServletRequest request) throws NotAdmitted {
        if (request.getHeaders(HttpHeaders.AUTHORIZATION).hasMoreElements() || !Signature.isOn(request)) {
            Caller caller = proofs.of(request)
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.UNAUTHENTICATED,
                            "Sign the request as the axis' SDK does, or send the key of your agency.",
                            "Hãy ký yêu cầu như SDK của trục, hoặc gửi khóa của cơ quan."));
            return new Signature.Proven(caller, Parameters.ofHeaders(request));
        }
        Signature.Proven proven = signature.verify(request);
        proofs.mustNotContradict(request, proven.caller());
        return proven;
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, NotAdmitted attempt)
            throws IOException {
        ProblemException told = failures.failed(request, CHANNEL, attempt);
        String challenge = attempt.challenge();
        if (told == attempt.told() && challenge != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        envelope.failAsHttp(request, response, told);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        switch (problem.type()) {
            case INVALID_TOKEN -> {
                ProblemException told = failures.failed(request, CHANNEL, problem);
                if (told.type() == ProblemType.INVALID_TOKEN) {
                    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
                }
                envelope.failAsHttp(request, response, told);
            }
            case UNAUTHENTICATED -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                envelope.failAsHttp(request, response, problem);
            }
            default -> envelope.fail(request, response, problem);
        }
    }
}
