package org.lienthong.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Answers for what never reaches the hub's own code, or escapes it: a bad request line, headers too large, TRACE, a
 * failing filter. Takes the place of Tomcat's HTML page. Tomcat instantiates one per host by its class name, too.
 */
public final class ProblemReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    private final String tooLarge =
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");
    private final TraceId traceIds = TraceId.secure();
    private final ProblemReporter reporter = new ProblemReporter(new ProblemWriter());

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        // 1xx-3xx are no errors; an answer under way, or one told already, cannot be replaced.
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String traceId = traceIds.assign(request).traceId();
        try (MDC.MDCCloseable mdc = MDC.putCloseable(TraceId.KEY, traceId)) {
            response.setHeader(TraceId.HEADER, traceId);
            reporter.report(request, response, problem(request, status, failure));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The caller is gone", e);
        }
    }

    private ProblemException problem(Request request, int status, @Nullable Throwable failure) {
        if (failure != null && tooLarge.equals(failure.getMessage())) {
            // Tomcat says 400 for both. The address is known once the request line was read to its end.
            boolean inLine =
                    request.getRequestURI() == null || request.getRequestURI().isEmpty();
            return StandardDetail.of(inLine ? ProblemType.URI_TOO_LONG : ProblemType.HEADERS_TOO_LARGE);
        }
        return failure == null || status < 500
                ? StandardDetail.of(HttpStatuses.type(status), failure)
                : Causes.problem(failure);
    }
}
