package org.lienthong.vxp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.lienthong.problem.Causes;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.RequestRefused;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.TraceId;
import org.lienthong.security.Bulkhead;
import org.lienthong.security.Caller;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /vxp/<operation>}: finds the operation, runs it, and puts whatever goes wrong into the axis' envelope. */
@Controller
final class VxpController {

    private static final String BASE = "/vxp/";
    private static final String CHANNEL = "vxp";

    private final Map<String, Operation> operations;
    private final Envelope envelope;
    private final Bulkhead bulkhead;
    private final ApplicationEventPublisher events;

    VxpController(VxpOperations operations, Envelope envelope, Bulkhead bulkhead, ApplicationEventPublisher events) {
        this.operations = operations.byName();
        this.envelope = envelope;
        this.bulkhead = bulkhead;
        this.events = events;
    }

    @RequestMapping({"/vxp", "/vxp/**"})
    void call(
            @AuthenticationPrincipal Caller caller,
            @RequestAttribute(VxpAuthentication.PARAMETERS) Parameters parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String path = request.getRequestURI();
        Operation operation = operations.get(path.startsWith(BASE) ? path.substring(BASE.length()) : "");
        if (operation == null) {
            refuse(request, response, ProblemType.NOT_FOUND);
            return;
        }
        if (!operation.methods().contains(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", new TreeSet<>(operation.methods())));
            refuse(request, response, ProblemType.METHOD_NOT_ALLOWED);
            return;
        }
        run(operation, new Call(caller, parameters, request, response));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, ProblemType type) throws IOException {
        events.publishEvent(new RequestRefused(type, CHANNEL, TraceId.of(request)));
        envelope.failAsHttp(request, response, StandardDetail.of(type));
    }

    private void run(Operation operation, Call call) throws IOException {
        try (Bulkhead.Place place = bulkhead.enter(call.caller().requireAgency())) {
            operation.action().run(call);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            if (call.response().isCommitted()) {
                // Part of the answer has left: only a broken connection can still tell that it is not whole.
                throw e;
            }
            ProblemException problem = Causes.problem(e);
            if (isToBeRecorded(problem)) {
                events.publishEvent(new RequestRefused(problem.type(), CHANNEL, call.traceId()));
            }
            envelope.fail(call.request(), call.response(), problem);
        }
    }

    /** Who sends too fast is not recorded each time: the log would grow as fast. */
    private static boolean isToBeRecorded(ProblemException problem) {
        return problem.type().locus() == Locus.CALLER
                && !problem.recorded()
                && problem.type() != ProblemType.RATE_LIMITED;
    }
}
