package org.lienthong.vxp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Caller;
import org.lienthong.security.CallerAuthentication;
import org.lienthong.security.Denial;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Tells in the axis' envelope who may not call it: people who run the hub are no document systems. */
final class VxpRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final Envelope envelope;
    private final ApplicationEventPublisher events;

    VxpRefusals(Envelope envelope, ApplicationEventPublisher events) {
        this.envelope = envelope;
        this.events = events;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException none)
            throws IOException {
        envelope.failAsHttp(request, response, StandardDetail.of(ProblemType.UNAUTHENTICATED));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        Caller caller = SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? known.getPrincipal()
                : null;
        events.publishEvent(new Denial(ProblemType.FORBIDDEN, caller, "vxp", TraceId.of(request)));
        envelope.failAsHttp(request, response, StandardDetail.of(ProblemType.FORBIDDEN));
    }
}
