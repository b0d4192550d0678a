package org.lienthong.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a problem as it deserves, with its trace id, and answers with it. */
public final class ProblemReporter {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReporter.class);

    private final ProblemWriter writer;

    ProblemReporter(ProblemWriter writer) {
        this.writer = writer;
    }

    void report(HttpServletRequest request, HttpServletResponse response, ProblemException problem) throws IOException {
        log(problem);
        writer.write(request, response, problem);
    }

    /** The trace id comes with the MDC. A stack trace only for what nobody expects: outages repeat at every request. */
    public static void log(ProblemException problem) {
        Throwable cause = problem.getCause() == null ? problem : problem.getCause();
        String slug = problem.type().slug();
        if (problem.type().locus() == Locus.CALLER) {
            LOG.atDebug().setCause(cause).addKeyValue("problem", slug).log("Refused");
        } else if (problem.type() == ProblemType.INTERNAL_ERROR) {
            LOG.atError().setCause(cause).addKeyValue("problem", slug).log("Failed");
        } else {
            LOG.atWarn()
                    .addKeyValue("problem", slug)
                    .addKeyValue("cause", cause.toString())
                    .log("Failed");
            LOG.debug("Failed", cause);
        }
    }
}
