package org.lienthong.vxp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.lienthong.problem.Causes;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.security.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /vxp/<operation>}: finds the operation, runs it, and puts whatever goes wrong into the axis' envelope. */
@Controller
final class VxpController {

    private static final String BASE = "/vxp/";

    private final Map<String, Operation> operations;
    private final Envelope envelope;

    VxpController(VxpOperations operations, Envelope envelope) {
        this.operations = operations.byName();
        this.envelope = envelope;
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
            envelope.failAsHttp(request, response, StandardDetail.of(ProblemType.NOT_FOUND));
            return;
        }
        if (!operation.methods().contains(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", new TreeSet<>(operation.methods())));
            envelope.failAsHttp(request, response, StandardDetail.of(ProblemType.METHOD_NOT_ALLOWED));
            return;
        }
        run(operation, new Call(caller, parameters, request, response));
    }

    private void run(Operation operation, Call call) throws IOException {
        try {
            operation.action().run(call);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            if (call.response().isCommitted()) {
                // Part of the answer has left: only a broken connection can still tell that it is not whole.
                throw e;
            }
            envelope.fail(call.request(), call.response(), Causes.problem(e));
        }
    }
}
